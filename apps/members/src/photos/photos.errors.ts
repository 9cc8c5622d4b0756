import { DomainError, type FieldError, type Message } from '#libs/contracts';
import type { UploadFault } from '../uploads/upload.js';

const ofFile = (code: FieldError['code'], message: Message): { errors: FieldError[] } => ({
  errors: [{ pointer: '/file', code, message }],
});

export const photoNotFound = (): DomainError => new DomainError('photos.not_found');

const faults: Readonly<Record<UploadFault, { errors: FieldError[] }>> = {
  none: ofFile('required', { zh: '必须上传', en: 'is required' }),
  empty: ofFile('isNotEmpty', { zh: '不能为空', en: 'must not be empty' }),
  several: ofFile('duplicate', { zh: '只能上传一个文件', en: 'must be a single file' }),
};

export const photoMissing = (fault: UploadFault): DomainError =>
  new DomainError('photos.missing', faults[fault]);

export const photoTooLarge = (): DomainError =>
  new DomainError(
    'photos.too_large',
    ofFile('too_big', { zh: '超过 5 MB', en: 'is larger than 5 MB' }),
  );

const reasons = {
  picture: { zh: '不是 JPEG、PNG 或 WebP 图片', en: 'is no JPEG, PNG or WebP picture' },
  pixels: {
    zh: '像素过多：最多 4000 万，渐进式 JPEG、隔行 PNG 和 WebP 最多 1250 万，每边最多 10000',
    en: 'has too many pixels: at most 40 million, of a progressive JPEG, an interlaced PNG or a WebP 12.5 million; 10,000 on a side',
  },
  broken: { zh: '文件已损坏', en: 'is broken' },
} as const;

export const photoUnreadable = (reason: keyof typeof reasons, cause?: unknown): DomainError =>
  new DomainError('photos.unreadable', { ...ofFile(reason, reasons[reason]), cause });
