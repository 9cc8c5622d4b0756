import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { DomainError } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import {
  answerBatch,
  type BatchAnswerDto,
  inCommand,
  type Language,
  type Outcome,
  readBatch,
} from '#libs/http';
import { isFirstAdministrator } from '../accounts/unbound-administrator.js';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import {
  CreateOrganizationRequest,
  type OrganizationBatchRequest,
  type OrganizationDto,
} from './dto/organization.dto.js';
import type { Organization } from './organization.entity.js';
import {
  categoryWrong,
  codeTaken,
  lineWrong,
  organizationDissolved,
  organizationNotFound,
  placeNotAllowed,
  rootExists,
} from './organizations.errors.js';
import { toOrganizationDto } from './organization.mapper.js';
import { categoryOf, lineOf, mayStandBelow } from './organization.policy.js';
import { OrganizationTreeRepository } from './organization-tree.repository.js';
import { OrganizationsRepository } from './organizations.repository.js';

type NewOrganization = Omit<Organization, 'version'>;

/** Founds organizations: always a set, be it of one. */
@Injectable()
export class OrganizationFoundingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly organizations: OrganizationsRepository,
    private readonly tree: OrganizationTreeRepository,
    private readonly bell: DirectoryBell,
  ) {}

  create(principal: Principal, body: CreateOrganizationRequest): Promise<OrganizationDto> {
    return inCommand(this.dataSource, async (tx) => {
      const [founded] = await this.found(tx, principal, [body]);
      if (!founded || founded instanceof DomainError)
        throw founded ?? new Error('none was founded');
      return toOrganizationDto({ ...founded, version: 1 });
    });
  }

  async batch(
    principal: Principal,
    body: OrganizationBatchRequest,
    language: Language,
  ): Promise<BatchAnswerDto> {
    const batch = await readBatch(CreateOrganizationRequest, body);
    return inCommand(this.dataSource, (tx) =>
      answerBatch(batch, language, async (items) => {
        const founded = await this.found(tx, principal, items);
        return founded.map((one): Outcome => (one instanceof DomainError ? one : one.id));
      }),
    );
  }

  /** As many statements for a thousand as for one; the bell rings once. */
  private async found(
    tx: Transaction,
    principal: Principal,
    bodies: readonly CreateOrganizationRequest[],
  ): Promise<(NewOrganization | DomainError)[]> {
    await this.tree.keep(tx);
    const parents = await this.parents(tx, principal, bodies);
    const places = await this.organizations.newPlaces(tx, bodies.length);
    const planned = bodies.map((body, index): NewOrganization | DomainError => {
      const place = places[index];
      const parent = parents[index];
      if (!place || parent === undefined) throw new Error('no place for every organization');
      return parent instanceof DomainError ? parent : plan(body, parent, place);
    });
    const sound = planned.filter((one): one is NewOrganization => !(one instanceof DomainError));
    if (sound.length === 0) return planned;
    const inserted = await this.organizations.insert(tx, sound);
    if (inserted.size > 0) await this.bell.ring(tx);
    const root = sound.find(({ id, parentId }) => parentId === null && inserted.has(id));
    if (root) await this.organizations.bindFirstAdministrator(tx, principal.accountId, root.id);
    return planned.map((one) =>
      one instanceof DomainError || inserted.has(one.id) ? one : codeTaken(),
    );
  }

  /** For each where it is to stand: below an organization, or null for the root's place. */
  private async parents(
    tx: Transaction,
    principal: Principal,
    bodies: readonly CreateOrganizationRequest[],
  ): Promise<(Organization | null | DomainError)[]> {
    const wanted = bodies.map(({ parentId }) => parentId?.toLowerCase() ?? null);
    const ids = wanted.filter((id): id is string => id !== null);
    const ranges = principal.ranges('organizations.manage');
    const found = await this.organizations.lockAll(tx, ids, ranges);
    const first = wanted.indexOf(null);
    const root = first < 0 ? null : await this.rootPlace(tx, principal);
    return wanted.map((id, index) => {
      if (id === null) return index === first ? root : rootExists();
      return found.get(id) ?? organizationNotFound('/parentId');
    });
  }

  /** The root's place is free once, and for the first administrator. */
  private async rootPlace(tx: Transaction, principal: Principal): Promise<null | DomainError> {
    const { exists } = await this.organizations.lockForRoot(tx);
    if (exists) return rootExists();
    return isFirstAdministrator(principal.roles) ? null : new DomainError('auth.forbidden');
  }
}

function plan(
  body: CreateOrganizationRequest,
  parent: Organization | null,
  { id, label }: { readonly id: string; readonly label: string },
): NewOrganization | DomainError {
  if (parent?.dissolvedOn) return organizationDissolved();
  if (!mayStandBelow(body.type, parent?.type ?? null)) return placeNotAllowed();
  const chosen = categoryOf(body.type, body.category, parent);
  if ('fault' in chosen) return categoryWrong(chosen.fault);
  const line = lineOf(body.line, parent);
  if (!line) return lineWrong();
  return {
    id,
    parentId: parent?.id ?? null,
    rootId: parent?.rootId ?? id,
    type: body.type,
    category: chosen.category,
    line,
    code: body.code,
    name: body.name,
    label,
    path: `${parent?.path ?? ''}${label}/`,
    foundedOn: body.foundedOn,
    dissolvedOn: null,
    electedOn: null,
  };
}
