import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { InjectConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import type { PathRange, Transaction } from '#libs/database';
import { inCommand } from '#libs/http';
import type { MembersConfig } from '../config.js';
import {
  organizationDissolved,
  organizationNotFound,
} from '../organizations/organizations.errors.js';
import { OrganizationsRepository } from '../organizations/organizations.repository.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import type { SubjectKind } from './codes.repository.js';
import type { CodeDto } from './dto/code.dto.js';
import { type IssuedCode, IssuedCodes } from './issued-codes.js';
import { qrPng, qrSvg } from './qr-images.js';

/** To show a code is no look at whom it is of: the officer who prints it knows nothing more by it. */
@Injectable()
export class CodesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly issued: IssuedCodes,
    private readonly organizations: OrganizationsRepository,
    private readonly people: PeopleRepository,
    @InjectConfig() private readonly config: MembersConfig,
  ) {}

  async member(principal: Principal, personId: string): Promise<CodeDto> {
    await this.requireMember(personId, principal.ranges('members.read'));
    return this.one('person', personId, principal);
  }

  async organization(principal: Principal, id: string): Promise<CodeDto> {
    const ranges = principal.ranges('organizations.read');
    if (!(await this.organizations.find(id, ranges))) throw organizationNotFound();
    return this.one('organization', id, principal);
  }

  async own(principal: Principal): Promise<CodeDto> {
    const personId = principal.requirePerson();
    if (!(await this.people.isMember(personId))) throw new DomainError('auth.forbidden');
    return this.one('person', personId, principal);
  }

  async reissueMember(principal: Principal, personId: string): Promise<CodeDto> {
    const ranges = principal.ranges('members.manage');
    return inCommand(this.dataSource, async (tx) => {
      await this.requireMember(personId, ranges, tx);
      return this.toDto(await this.issued.reissue(tx, 'person', personId, principal.accountId));
    });
  }

  async reissueOrganization(principal: Principal, id: string): Promise<CodeDto> {
    const ranges = principal.ranges('organizations.manage');
    return inCommand(this.dataSource, async (tx) => {
      const organization = await this.organizations.find(id, ranges, { tx, lock: 'update' });
      if (!organization) throw organizationNotFound();
      if (organization.dissolvedOn) throw organizationDissolved();
      return this.toDto(await this.issued.reissue(tx, 'organization', id, principal.accountId));
    });
  }

  svg({ url }: CodeDto): string {
    return qrSvg(url);
  }

  png({ url }: CodeDto): Buffer {
    return qrPng(url);
  }

  /** What the QR code of a token holds: a page that any phone opens. */
  urlOf(token: string): string {
    return `${this.config.PUBLIC_URL}/q/${token}`;
  }

  /** Of whoever was never a member of the Party there is no member's code. */
  private async requireMember(
    personId: string,
    ranges: readonly PathRange[],
    tx?: Transaction,
  ): Promise<void> {
    if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
    if (!(await this.people.isMember(personId, tx))) throw personNotFound();
  }

  private async one(kind: SubjectKind, id: string, principal: Principal): Promise<CodeDto> {
    const issued = (await this.issued.of(kind, [id], principal.accountId)).get(id);
    if (!issued) throw new Error(`${kind} ${id} got no code`);
    return this.toDto(issued);
  }

  private toDto({ token, issuedAt }: IssuedCode): CodeDto {
    return { code: token, url: this.urlOf(token), issuedAt: issuedAt.toISOString() };
  }
}
