import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { ActivityType } from '#libs/contracts';

/** One event in an organization's life, from its plan to its filing. */
@Entity({ name: 'activities' })
export class Activity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId: string;

  @Column({ type: 'text', array: true })
  types: ActivityType[];

  @Column({ type: 'text' })
  title: string;

  @Column({ name: 'starts_at', type: 'timestamptz' })
  startsAt: Date;

  @Column({ name: 'held_on', type: 'date' })
  heldOn: string;

  @Column({ type: 'text', nullable: true })
  place: string | null;

  @Column({ type: 'text', nullable: true })
  agenda: string | null;

  @Column({ type: 'text' })
  status: 'planned' | 'held' | 'submitted' | 'returned' | 'filed' | 'cancelled';

  @Column({ type: 'text' })
  minutes: string;

  @Column({ type: 'text', nullable: true })
  outcome: string | null;

  @Column({ name: 'follow_up', type: 'text', nullable: true })
  followUp: string | null;

  @Column({ type: 'uuid', array: true })
  lecturers: string[];

  @Column({ type: 'jsonb' })
  warnings: { code: string; present: number; entitled: number }[];

  @Column({ name: 'recorded_at', type: 'timestamptz', nullable: true })
  recordedAt: Date | null;

  @Column({ type: 'boolean' })
  backfilled: boolean;

  @Column({ name: 'submitted_by', type: 'uuid', nullable: true })
  submittedBy: string | null;

  @Column({ name: 'submitted_at', type: 'timestamptz', nullable: true })
  submittedAt: Date | null;

  @Column({ name: 'reviewed_by', type: 'uuid', nullable: true })
  reviewedBy: string | null;

  @Column({ name: 'reviewed_at', type: 'timestamptz', nullable: true })
  reviewedAt: Date | null;

  @Column({ name: 'return_reason', type: 'text', nullable: true })
  returnReason: string | null;

  @Column({ name: 'cancel_reason', type: 'text', nullable: true })
  cancelReason: string | null;

  @Column({ name: 'created_by', type: 'uuid' })
  createdBy: string;

  @VersionColumn({ type: 'integer' })
  version: number;
}
