import type { Message } from '#libs/contracts';

/** What may wait for somebody, and where it is looked at. */
export const toDoKinds = {
  probations_end: {
    href: '/v1/probations',
    title: {
      zh: '预备期即将届满或已届满，待讨论转正',
      en: 'Probations end or have ended: confirm, extend or cancel',
    },
  },
  transfers_to_approve: {
    href: '/v1/transfers?state=requested&side=out',
    title: { zh: '组织关系转出申请待审批', en: 'Requests for transfer to approve' },
  },
  letters_to_issue: {
    href: '/v1/transfers?state=approved_out&side=out',
    title: { zh: '组织关系介绍信待开具', en: 'Letters of transfer to issue' },
  },
  transfers_to_answer: {
    href: '/v1/transfers?state=letter_issued&side=in',
    title: { zh: '持介绍信转入，待接收或退回', en: 'Transfers to accept or reject' },
  },
  own_probation_ends: {
    href: '/v1/me',
    title: { zh: '本人预备期届满', en: 'Your own probation ends' },
  },
  own_letter: {
    href: '/v1/me/transfers',
    title: {
      zh: '本人组织关系介绍信待交到接收组织',
      en: 'Your letter of transfer is to be handed in',
    },
  },
} as const satisfies Record<string, { readonly href: string; readonly title: Message }>;

export type ToDoKind = keyof typeof toDoKinds;
