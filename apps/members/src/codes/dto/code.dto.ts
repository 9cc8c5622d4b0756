export class CodeDto {
  /**
   * What is looked up when it is scanned: 128 random bits. It stays until it is reissued.
   * @example 3r8v0kq2m9x7c4hd5wtb6nfpaj
   */
  code!: string;
  /**
   * What the QR code holds.
   * @example http://127.0.0.1:3000/q/3r8v0kq2m9x7c4hd5wtb6nfpaj
   */
  url!: string;
  issuedAt!: string;
}
