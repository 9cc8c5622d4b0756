import { IsString, Length } from 'class-validator';
import { PASSWORD_LEAST, PASSWORD_MOST } from '../../accounts/password.policy.js';

export class ChangePasswordRequest {
  /** @example k7mp-3xva-9qdt-w2hb */
  @IsString()
  @Length(1, PASSWORD_MOST)
  current!: string;

  /**
   * Of any characters; none that is commonly tried, nor with the user name, the employee number or the phone in it.
   * @example two-lamps-below-the-shaft
   */
  @IsString()
  @Length(PASSWORD_LEAST, PASSWORD_MOST)
  new!: string;
}
