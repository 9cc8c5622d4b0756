import type { Message } from '#libs/contracts';

/** What somebody gave besides what the books need: it goes when they want it gone (个人信息保护法 Art. 47). */
export const erasableFields = ['phone', 'address', 'photo'] as const;
export type ErasableField = (typeof erasableFields)[number];

/**
 * What stays, whoever asks, because the law that lets it be kept says so (Art. 13, para. 1, no. 3, and Art. 47). Sanctions
 * (留党察看) are a part of the record.
 */
export const keptParts = {
  record: {
    zh: '党员档案和党籍记录依党内法规保存',
    en: 'The record of a member and of the membership is kept by the regulations of the Party',
  },
  looks: {
    zh: '查看记录用于保护您本人的信息',
    en: 'Who looked is kept for your own protection',
  },
} as const satisfies Record<string, Message>;
export type KeptPart = keyof typeof keptParts;
