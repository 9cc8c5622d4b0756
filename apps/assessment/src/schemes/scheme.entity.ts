import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ScoreLevel } from '#libs/contracts';

/** One version of a scoring scheme; never changed once it is there. */
@Entity({ name: 'schemes' })
export class SchemeRow {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id: string;

  /** For this organization and all below; null for everybody who has none. */
  @Column({ name: 'organization_id', type: 'uuid', nullable: true })
  organizationId: string | null;

  @Column({ type: 'text' })
  level: ScoreLevel;

  @Column({ type: 'integer' })
  version: number;

  /** The number of the first month scored by it. */
  @Column({ name: 'active_from', type: 'integer' })
  activeFrom: number;

  @Column({ type: 'jsonb' })
  definition: object;

  @Column({ name: 'override_reason', type: 'text', nullable: true })
  overrideReason: string | null;

  @Column({ name: 'created_by', type: 'uuid', nullable: true })
  createdBy: string | null;
}
