import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '#libs/contracts';

/** A role given to an account in an organization for a term, besides what memberships and offices give. */
@Entity({ name: 'grants' })
export class Grant {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ type: 'text' })
  role!: Role;

  /** Null: the first administrator's, until there is a root to hold it in. */
  @Column({ name: 'organization_id', type: 'uuid', nullable: true })
  organizationId!: string | null;

  @Column({ name: 'starts_on', type: 'date' })
  startsOn!: string;

  /** The first day on which it no longer counts. */
  @Column({ name: 'ends_on', type: 'date', nullable: true })
  endsOn!: string | null;
}
