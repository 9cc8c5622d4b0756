import type { ReminderStage } from '#libs/contracts';
import type { MessageText, RenderContext, Template } from './template.js';
import { dayInWords } from './written-days.js';

export interface ReminderParams {
  readonly stage: ReminderStage;
  /** The day on which the probation or the term ends, or the last on which the letter is good. */
  readonly dueOn: string;
  /** Whose letter is told of. */
  readonly transferId?: string;
}

type Text = (day: string, name: string) => MessageText;
type Stages = Readonly<Record<ReminderStage, Text>>;

/** What an organization is called that the directory does not know yet, or that is not named in the text. */
const nameless = { zh: '您所在党组织', en: 'your organization' };

const inLanguage =
  (language: 'zh' | 'en', stages: Stages) =>
  ({ stage, dueOn }: ReminderParams, { organizationName }: RenderContext): MessageText =>
    stages[stage](dayInWords(dueOn, language), organizationName ?? nameless[language]);

const reminder = (zh: Stages, en: Stages): Template<ReminderParams> => ({
  zh: inLanguage('zh', zh),
  en: inLanguage('en', en),
});

/** What is told of days by which somebody has to act. Nobody is named: who may see them finds them behind the link. */
export const reminderTexts = {
  'reminder.probation': reminder(
    {
      near: (day, name) => ({
        title: `${name}：一名预备党员的预备期${day}届满`,
        body: `${name}一名预备党员的预备期于${day}届满。请提前准备材料，届满后及时召开支部党员大会，讨论其能否转为正式党员。`,
      }),
      overdue: (day, name) => ({
        title: `${name}：一名预备党员的预备期已于${day}届满`,
        body: `${name}一名预备党员的预备期已于${day}届满，尚无转正、延长或取消的决定。预备期满应当及时讨论，请尽快办理。`,
      }),
    },
    {
      near: (day, name) => ({
        title: `${name}: a probation ends on ${day}`,
        body: `The probation of a member of ${name} ends on ${day}. Prepare the documents, so that the branch meeting can discuss the confirmation in good time.`,
      }),
      overdue: (day, name) => ({
        title: `${name}: a probation ended on ${day}`,
        body: `The probation of a member of ${name} ended on ${day}, and nothing is decided: confirm, extend or cancel it without delay.`,
      }),
    },
  ),
  'reminder.own_probation': reminder(
    {
      near: (day) => ({
        title: `您的预备期${day}届满`,
        body: `您的预备期于${day}届满。请提前向所在党支部递交转正申请和有关材料。`,
      }),
      overdue: (day) => ({
        title: `您的预备期已于${day}届满`,
        body: `您的预备期已于${day}届满，尚无转正、延长或取消的决定。如未递交转正申请和有关材料，请尽快递交，并向所在党支部了解情况。`,
      }),
    },
    {
      near: (day) => ({
        title: `Your probation ends on ${day}`,
        body: `Your probation ends on ${day}. Bring your application for confirmation and the documents to your branch before that.`,
      }),
      overdue: (day) => ({
        title: `Your probation ended on ${day}`,
        body: `Your probation ended on ${day}, and nothing is decided. Bring your application and the documents if you have not yet, and ask your branch.`,
      }),
    },
  ),
  'reminder.election': reminder(
    {
      near: (day, name) => ({
        title: `${name}：任期${day}届满，请准备换届`,
        body: `${name}本届任期于${day}届满，请做好换届准备。`,
      }),
      overdue: (day, name) => ({
        title: `${name}：任期已于${day}届满，应当换届`,
        body: `${name}本届任期已于${day}届满，应当换届；延期须报上级党组织批准。`,
      }),
    },
    {
      near: (day, name) => ({
        title: `${name}: the term ends on ${day}`,
        body: `The term of ${name} ends on ${day}: prepare the election.`,
      }),
      overdue: (day, name) => ({
        title: `${name}: the term ended on ${day}`,
        body: `The term of ${name} ended on ${day}: hold the election, or have a longer term approved by the organization above.`,
      }),
    },
  ),
  'reminder.letter': reminder(
    {
      near: (day, name) => ({
        title: `${name}：一封组织关系介绍信${day}到期`,
        body: `由${name}办理的一封组织关系介绍信有效期至${day}。请在此之前接收或退回；转往系统外的，请登记回执。`,
      }),
      overdue: (day, name) => ({
        title: `${name}：一封组织关系介绍信已于${day}到期`,
        body: `与${name}有关的一封组织关系介绍信已于${day}到期，无人接收。请核实党员去向；仍需转接的，请重新办理。`,
      }),
    },
    {
      near: (day, name) => ({
        title: `${name}: a letter of transfer is good until ${day}`,
        body: `A letter of transfer that ${name} has to answer is good until ${day}. Accept or reject it before, or enter the receipt if it went to outside.`,
      }),
      overdue: (day, name) => ({
        title: `${name}: a letter of transfer ran out on ${day}`,
        body: `A letter of transfer that concerns ${name} ran out on ${day}, and nobody was taken in. Find out where the member is, and begin anew if the transfer is still wanted.`,
      }),
    },
  ),
  'reminder.own_letter': reminder(
    {
      near: (day) => ({
        title: `您的组织关系介绍信${day}到期`,
        body: `您的组织关系介绍信有效期至${day}。请在此之前将介绍信交到接收组织。`,
      }),
      overdue: (day) => ({
        title: `您的组织关系介绍信已于${day}到期`,
        body: `您的组织关系介绍信已于${day}到期，组织关系尚未转接。仍需转接的，请与开具介绍信的党组织联系。`,
      }),
    },
    {
      near: (day) => ({
        title: `Your letter of transfer is good until ${day}`,
        body: `Your letter of transfer is good until ${day}. Hand it in to the organization that is to take you in before that.`,
      }),
      overdue: (day) => ({
        title: `Your letter of transfer ran out on ${day}`,
        body: `Your letter of transfer ran out on ${day}, and you were not taken in. If the transfer is still wanted, turn to the organization that issued it.`,
      }),
    },
  ),
} as const satisfies Record<string, Template<ReminderParams>>;
