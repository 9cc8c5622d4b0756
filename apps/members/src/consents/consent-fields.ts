/**
 * What of a record fellow members are shown when its owner agrees, field by field (个人信息保护法 Art. 13, 14, 15): the
 * phone number, day and month of the political birthday, and the photo.
 */
export const consentFields = ['phone', 'political_birthday', 'photo'] as const;
export type ConsentField = (typeof consentFields)[number];
