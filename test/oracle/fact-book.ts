import type { OracleActivity } from './input.js';

export interface Tally {
  readonly due: number;
  readonly done: number;
}

interface Fact extends Tally {
  readonly metric: string;
  readonly month: string;
}

/** What happened, by whom it happened to. */
export class FactBook {
  private readonly bySubject = new Map<string, Fact[]>();

  constructor(activities: readonly OracleActivity[]) {
    for (const activity of activities) this.record(activity);
  }

  /** The facts of a metric, or of all that begin with a name that ends in a dot; both months count. */
  sum(subjectId: string, metric: string, first: string, last: string): Tally {
    let [due, done] = [0, 0];
    for (const fact of this.bySubject.get(subjectId) ?? []) {
      const isMeant = metric.endsWith('.')
        ? fact.metric.startsWith(metric)
        : fact.metric === metric;
      if (!isMeant || fact.month < first || fact.month > last) continue;
      due += fact.due;
      done += fact.done;
    }
    return { due, done };
  }

  sumOf(subjectIds: readonly string[], metric: string, month: string): Tally {
    let [due, done] = [0, 0];
    for (const id of subjectIds) {
      const tally = this.sum(id, metric, month, month);
      due += tally.due;
      done += tally.done;
    }
    return { due, done };
  }

  private record({ organizationId, types, heldOn, attendance, lecturers }: OracleActivity): void {
    const month = heldOn.slice(0, 7);
    const add = (subjectId: string, metric: string, due: number, done: number): void => {
      const facts = this.bySubject.get(subjectId) ?? [];
      facts.push({ metric, month, due, done });
      this.bySubject.set(subjectId, facts);
    };
    for (const type of types) add(organizationId, `held.${type}`, 0, 1);
    for (const lecturer of lecturers) add(lecturer, 'lecture.given', 0, 1);
    for (const [personId, status] of attendance) {
      const due = status === 'exempt' ? 0 : 1;
      const done = status === 'present' || status === 'made_up' ? 1 : 0;
      for (const type of types) add(personId, `attendance.${type}`, due, done);
      if (status === 'absent') add(personId, 'absence.unexcused', 0, 1);
    }
  }
}
