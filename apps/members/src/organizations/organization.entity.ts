import { Column, Entity, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import type { BranchCategory, OrganizationLine, OrganizationType } from '#libs/contracts';

@Entity({ name: 'organizations' })
export class Organization {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId!: string | null;

  /** The root's own id at the root. */
  @Column({ name: 'root_id', type: 'uuid' })
  rootId!: string;

  @Column({ type: 'text' })
  type!: OrganizationType;

  @Column({ type: 'text', nullable: true })
  category!: BranchCategory | null;

  @Column({ type: 'text' })
  line!: OrganizationLine;

  /** Unique below one root. */
  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  label!: string;

  @Column({ type: 'text' })
  path!: string;

  @Column({ name: 'founded_on', type: 'date' })
  foundedOn!: string;

  @Column({ name: 'dissolved_on', type: 'date', nullable: true })
  dissolvedOn!: string | null;

  /** The day of the last election of its committee or secretary. */
  @Column({ name: 'elected_on', type: 'date', nullable: true })
  electedOn!: string | null;

  @VersionColumn({ type: 'integer' })
  version!: number;
}
