import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { inTransaction, type PathRange, type Transaction } from '#libs/database';
import { type ExpectedVersion, VersionedFile } from '#libs/http';
import { ConsentsRepository } from '../consents/consents.repository.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import type { SentFile } from '../uploads/sent-file.js';
import { Darkroom, type Picture } from './darkroom.js';
import type { PhotoDto } from './dto/photo.dto.js';
import { photoNotFound } from './photos.errors.js';
import { PhotosRepository } from './photos.repository.js';

/** A photo is a part of the record: it has the record's version, and whoever changes it has read that. */
@Injectable()
export class PhotosService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly photos: PhotosRepository,
    private readonly people: PeopleRepository,
    private readonly consents: ConsentsRepository,
    private readonly darkroom: Darkroom,
  ) {}

  async member(principal: Principal, personId: string): Promise<VersionedFile> {
    await this.requireMember(personId, principal.ranges('members.read'));
    return this.show(principal, personId);
  }

  own(principal: Principal): Promise<VersionedFile> {
    return this.show(principal, principal.requirePerson());
  }

  /** For whoever may see it. Every look at another's is logged before it is answered. */
  async show({ accountId, personId: own }: PrincipalOf, personId: string): Promise<VersionedFile> {
    const photo = await this.photos.find(personId);
    if (!photo) throw photoNotFound();
    if (own !== personId) await this.people.logLook(accountId, personId, 'photo');
    return new VersionedFile(photo.version, photo.jpeg);
  }

  async setOfMember(
    principal: Principal,
    personId: string,
    expected: ExpectedVersion,
    photo: SentFile,
  ): Promise<PhotoDto> {
    const ranges = principal.ranges('members.manage');
    // Before the work is done, and again where it is written.
    await this.requireMember(personId, ranges);
    const picture = await this.darkroom.develop(principal.accountId, photo);
    return inTransaction(this.dataSource, async (tx) => {
      await this.requireMember(personId, ranges, tx);
      return this.put(tx, principal, { personId, expected, picture });
    });
  }

  async setOwn(
    principal: Principal,
    expected: ExpectedVersion,
    photo: SentFile,
  ): Promise<PhotoDto> {
    const personId = principal.requirePerson();
    const picture = await this.darkroom.develop(principal.accountId, photo);
    return inTransaction(this.dataSource, (tx) =>
      this.put(tx, principal, { personId, expected, picture }),
    );
  }

  removeOfMember(principal: Principal, personId: string, expected: ExpectedVersion): Promise<void> {
    const ranges = principal.ranges('members.manage');
    return inTransaction(this.dataSource, async (tx) => {
      await this.requireMember(personId, ranges, tx);
      await this.remove(tx, personId, expected);
    });
  }

  /** What is taken back is shown to nobody any more, whatever was agreed to before. */
  removeOwn(principal: Principal, expected: ExpectedVersion): Promise<void> {
    const personId = principal.requirePerson();
    return inTransaction(this.dataSource, async (tx) => {
      await this.remove(tx, personId, expected);
      await this.consents.withdraw(tx, personId, 'photo');
    });
  }

  private async put(
    tx: Transaction,
    { accountId }: Principal,
    { personId, expected, picture }: Written,
  ): Promise<PhotoDto> {
    expected.require((await this.people.lock(tx, personId)).version);
    const setAt = await this.photos.put(tx, personId, picture, accountId);
    const version = await this.people.countUp(tx, personId);
    return { personId, width: picture.width, height: picture.height, setAt, version };
  }

  private async remove(
    tx: Transaction,
    personId: string,
    expected: ExpectedVersion,
  ): Promise<void> {
    const { version } = await this.people.lock(tx, personId);
    // Nothing stays removed if the version was not the one.
    if (!(await this.photos.remove(tx, personId))) throw photoNotFound();
    expected.require(version);
    await this.people.countUp(tx, personId);
  }

  /** Of whoever was never a member of the Party there is no member's photo. */
  private async requireMember(
    personId: string,
    ranges: readonly PathRange[],
    tx?: Transaction,
  ): Promise<void> {
    if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
    if (!(await this.people.isMember(personId, tx))) throw personNotFound();
  }
}

type PrincipalOf = Pick<Principal, 'accountId' | 'personId'>;

interface Written {
  readonly personId: string;
  readonly expected: ExpectedVersion;
  readonly picture: Picture;
}
