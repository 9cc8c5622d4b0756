import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { OfficeTitle } from '#libs/contracts';

@Entity({ name: 'offices' })
export class Office {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ type: 'text' })
  title!: OfficeTitle;

  /** In the place of another, or until somebody is elected. */
  @Column({ type: 'boolean' })
  acting!: boolean;

  @Column({ name: 'starts_on', type: 'date' })
  startsOn!: string;

  /** The first day on which it is no longer held. */
  @Column({ name: 'ends_on', type: 'date', nullable: true })
  endsOn!: string | null;
}
