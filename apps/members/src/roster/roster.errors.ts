import { DomainError, type FieldCode, type FieldError, type Message } from '#libs/contracts';

export const rosterMissing = (): DomainError => new DomainError('members.roster_missing');

export const rosterImportNotFound = (): DomainError =>
  new DomainError('members.roster_import_not_found');

export const rosterTooLarge = (): DomainError => new DomainError('members.roster_too_large');

const reasons = {
  kind: { zh: '不是 xlsx 或 csv 文件', en: 'is neither xlsx nor csv' },
  xls: { zh: '旧版 xls 文件请先另存为 xlsx', en: 'is an old xls file: save it as xlsx first' },
  encrypted: {
    zh: '文件已加密，请去除密码后再上传',
    en: 'is encrypted: remove the password first',
  },
  broken: { zh: '文件已损坏', en: 'is broken' },
} as const satisfies Partial<Record<FieldCode, Message>>;

export function rosterUnreadable(
  reason: keyof typeof reasons = 'broken',
  cause?: unknown,
): DomainError {
  return new DomainError('members.roster_unreadable', {
    errors: [{ pointer: '/file', code: reason, message: reasons[reason] }],
    cause,
  });
}

export const rosterHeaderMissing = (columns: readonly string[]): DomainError =>
  new DomainError('members.roster_header_missing', {
    errors: columns.map((column) => ({
      pointer: `/header/${column}`,
      code: 'missing',
      message: { zh: `缺少“${column}”列`, en: `there is no column ${column}` },
    })),
  });

export const rosterColumnTwice = (column: string): DomainError =>
  new DomainError('members.roster_header_missing', {
    errors: [
      {
        pointer: `/header/${column}`,
        code: 'twice',
        message: { zh: `“${column}”列出现了两次`, en: `the column ${column} is there twice` },
      },
    ],
  });

/** Rows by their numbers in the sheet. */
export const rosterInvalid = (errors: readonly FieldError[], count: number): DomainError =>
  new DomainError('members.roster_invalid', { errors, extensions: { errorCount: count } });
