import { Column, Entity, PrimaryColumn } from 'typeorm';

type RunStatus = 'queued' | 'scoring' | 'draft' | 'published' | 'failed' | 'cancelled';

/** One scoring of one month, in one organization and all below. */
@Entity({ name: 'runs' })
export class Run {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id: string;

  /** The number of the month. */
  @Column({ type: 'integer' })
  month: number;

  @Column({ name: 'root_id', type: 'uuid' })
  rootId: string;

  @Column({ name: 'root_path', type: 'text' })
  rootPath: string;

  @Column({ type: 'text' })
  status: RunStatus;

  @Column({ name: 'created_by', type: 'uuid' })
  createdBy: string;

  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt: Date | null;

  @Column({ name: 'published_by', type: 'uuid', nullable: true })
  publishedBy: string | null;
}
