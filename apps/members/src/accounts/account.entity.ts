import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A way to log in: a person's, or nobody's (the first administrator, programs). */
@Entity({ name: 'accounts' })
export class Account {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ name: 'person_id', type: 'uuid', nullable: true })
  personId!: string | null;

  /** Unique whatever its case. */
  @Column({ type: 'text' })
  username!: string;

  /** Null of a client, which logs in by its secrets. */
  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash!: string | null;

  /** Made by the server, or said to be: known to others, and good for its own change only. */
  @Column({ name: 'password_must_change', type: 'boolean', default: false })
  passwordMustChange!: boolean;

  @Column({ type: 'boolean', default: false })
  disabled!: boolean;

  /** Tokens issued and sessions begun before this instant are dead. */
  @Column({ name: 'tokens_valid_from', type: 'timestamptz' })
  tokensValidFrom!: Date;
}
