import type { ToDoKind } from '../to-dos.js';

export class ToDoDto {
  /** @example transfers_to_answer */
  kind!: ToDoKind;
  /** In the language of the caller. @example 持介绍信转入，待接收或退回 */
  title!: string;
  /** How many there are. @example 2 */
  count!: number;
  /**
   * The day of the first: on which a probation or a letter ends, or a request came.
   * @example 2026-12-01
   */
  firstOn!: string;
  /** Where they are looked at. @example /v1/transfers?state=letter_issued&side=in */
  href!: string;
}

export class ToDosDto {
  /** By the day of the first. Empty when nothing waits. */
  toDos!: ToDoDto[];
}
