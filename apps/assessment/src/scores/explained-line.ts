import type { ActivityType, AttendanceStatus, Message } from '#libs/contracts';

export type InapplicableCode = 'nothing_due' | 'met_before' | 'period_open' | 'nobody_scored';

/** A record behind a line. */
export interface LineSource {
  readonly activityId: string;
  readonly heldOn: string;
  readonly types: ActivityType[];
  readonly status: AttendanceStatus | null;
}

/** A line of a score in words and points; see the DTO for what each field says. */
export interface ExplainedLine {
  readonly key: string;
  readonly title: Message;
  readonly kind: 'task' | 'award' | 'deduction' | 'veto';
  readonly metric: string;
  readonly value: number;
  readonly target: number | null;
  readonly maximum: number | null;
  readonly points: number;
  readonly applicable: boolean;
  readonly reason: (Message & { readonly code: InapplicableCode }) | null;
  readonly article: string | null;
  readonly sources: LineSource[];
}
