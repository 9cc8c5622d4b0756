/** What is kept of a photo that was sent. */
export class PhotoDto {
  personId!: string;
  /** In pixels; 480 at most. @example 480 */
  width!: number;
  /** In pixels; 640 at most. @example 640 */
  height!: number;
  setAt!: Date;
  /** Of the record that it is a part of. @example 2 */
  version!: number;
}
