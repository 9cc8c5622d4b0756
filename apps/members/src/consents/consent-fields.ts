/**
 * What of a record fellow members are shown when its owner agrees, field by field (个人信息保护法 Art. 13, 14, 15): the
 * phone number, and day and month of the political birthday.
 */
export const consentFields = ['phone', 'political_birthday'] as const;
export type ConsentField = (typeof consentFields)[number];
