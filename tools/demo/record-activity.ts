import { ProblemError } from '#libs/sdk';
import type { Api } from '../api/api.js';
import { type DemoIds, idOf } from './appoint-officers.js';
import type { Ending, PlannedActivity } from './year.js';

type Step = 'hold' | 'submit' | 'return' | 'approve';
type Status = 'planned' | 'held' | 'submitted' | 'returned' | 'filed' | 'cancelled';

interface Activity {
  readonly id: string;
  readonly status: Status;
}

/** Who acts on a record. */
export interface Recorders {
  readonly secretary: Api;
  readonly reviewer: Api;
}

const wayTo: Readonly<Record<Ending, readonly Step[]>> = {
  held: ['hold'],
  submitted: ['hold', 'submit'],
  returned: ['hold', 'submit', 'return'],
  filed: ['hold', 'submit', 'approve'],
  filed_after_return: ['hold', 'submit', 'return', 'hold', 'submit', 'approve'],
};
const leadsTo: Readonly<Record<Step, Status>> = {
  hold: 'held',
  submit: 'submitted',
  return: 'returned',
  approve: 'filed',
};

/** What is left to do for a record that has got this far; nothing, when somebody took it elsewhere. */
export function stepsLeft(ending: Ending, status: Status): readonly Step[] {
  if (status === 'planned') return wayTo[ending];
  const done = wayTo[ending].map((step) => leadsTo[step]).lastIndexOf(status);
  return done < 0 ? [] : wayTo[ending].slice(done + 1);
}

/** Enters one activity as its branch's secretary does, and has it reviewed; takes up what an earlier load has left. */
export async function recordActivity(
  planned: PlannedActivity,
  { secretary, reviewer }: Recorders,
  ids: DemoIds,
): Promise<void> {
  const { id, status } = await planOrFind(secretary, planned, ids);
  const path = `/v1/activities/${id}`;
  const steps: Readonly<Record<Step, () => Promise<unknown>>> = {
    hold: () => secretary.post(`${path}/hold`, recordOf(planned, ids)),
    submit: () => secretary.post(`${path}/submit`),
    return: () =>
      reviewer.post(`${path}/return`, { reason: '会议记录过于简单，请补充讨论情况和落实措施' }),
    approve: () => reviewer.post(`${path}/approve`),
  };
  for (const step of stepsLeft(planned.ending, status)) await steps[step]();
  if (planned.makeUps.length > 0) await makeUp(secretary, path, planned, ids, status === 'filed');
}

async function planOrFind(api: Api, planned: PlannedActivity, ids: DemoIds): Promise<Activity> {
  const { organization, types, title, heldOn, time, place, agenda } = planned;
  try {
    return await api.post<Activity>('/v1/activities', {
      organizationId: idOf(ids.organizations, organization.code),
      types,
      title,
      startsAt: `${heldOn}T${time}:00+08:00`,
      place,
      agenda,
    });
  } catch (error) {
    const { problem } = ProblemError.orThrow(error, 'activities.already_recorded');
    return api.get<Activity>(String(problem['existing']));
  }
}

function recordOf(planned: PlannedActivity, ids: DemoIds): Record<string, unknown> {
  const { attendance, minutes, outcome, followUp, lecturers, heldOn } = planned;
  return {
    attendance: attendance.map(({ employeeNumber, ...entry }) => ({
      personId: idOf(ids.people, employeeNumber),
      ...entry,
    })),
    minutes,
    outcome,
    followUp,
    lecturerIds: lecturers.map((number) => idOf(ids.people, number)),
    evidence: [{ kind: 'sign_in_sheet', value: `签到表存支部档案柜 ${heldOn.slice(0, 7)} 卷` }],
  };
}

async function makeUp(
  secretary: Api,
  path: string,
  { makeUps }: PlannedActivity,
  ids: DemoIds,
  again: boolean,
): Promise<void> {
  const attendance = again
    ? await secretary.all<{ personId: string; status: string | null }>(`${path}/attendance`)
    : [];
  const settled = new Set(
    attendance.filter(({ status }) => status === 'made_up').map(({ personId }) => personId),
  );
  for (const { employeeNumber, madeUpOn, note } of makeUps) {
    const personId = idOf(ids.people, employeeNumber);
    if (!settled.has(personId))
      await secretary.post(`${path}/make-ups`, { personId, madeUpOn, note });
  }
}
