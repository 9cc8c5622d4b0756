import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { inCommand } from '#libs/http';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { noMembership } from '../memberships/memberships.errors.js';
import {
  organizationDissolved,
  organizationNotFound,
} from '../organizations/organizations.errors.js';
import { OrganizationsRepository } from '../organizations/organizations.repository.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import type { AppointRequest, EndOfficeRequest, OfficeDto } from './dto/office.dto.js';
import {
  notEligible,
  officeAlreadyEnded,
  officeEndsBeforeStart,
  officeNotFound,
  officeTaken,
  titleNotAllowed,
} from './offices.errors.js';
import { toOfficeDto } from './office.mapper.js';
import { hasTitle, isSingle } from './office.policy.js';
import { OfficesReadModel } from './offices.read-model.js';
import { OfficesRepository } from './offices.repository.js';

@Injectable()
export class OfficesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly offices: OfficesRepository,
    private readonly readModel: OfficesReadModel,
    private readonly organizations: OrganizationsRepository,
    private readonly people: PeopleRepository,
    private readonly bell: DirectoryBell,
  ) {}

  async appoint(
    principal: Principal,
    organizationId: string,
    body: AppointRequest,
  ): Promise<OfficeDto> {
    const { personId, title, acting, startsOn, endsOn = null } = body;
    if (endsOn !== null && endsOn < startsOn) throw officeEndsBeforeStart();
    const ranges = principal.ranges('offices.manage');
    return inCommand(this.dataSource, async (tx) => {
      // Locked, so that two appointments at once see each other.
      const organization = await this.organizations.find(organizationId, ranges, {
        tx,
        lock: 'update',
      });
      if (!organization) throw organizationNotFound();
      if (organization.dissolvedOn) throw organizationDissolved();
      if (!hasTitle(organization.type, title)) throw titleNotAllowed();
      if (!(await this.people.find(personId, ranges, tx))) throw personNotFound('/personId');
      if (organization.line === 'party') {
        if (!(await this.offices.isMemberUntil(tx, personId, endsOn))) throw noMembership();
        if (await this.offices.meetsPartyProbation(tx, personId, { startsOn, endsOn }))
          throw notEligible();
      }
      const term = { organizationId, title, acting, startsOn, endsOn };
      if (await this.offices.overlaps(tx, { ...term, personId: isSingle(title) ? null : personId }))
        throw officeTaken();
      const id = await this.offices.insert(tx, { ...term, personId });
      await this.bell.ring(tx);
      return toOfficeDto(await this.readModel.one(tx, id));
    });
  }

  async end(principal: Principal, id: string, body: EndOfficeRequest): Promise<OfficeDto> {
    return inCommand(this.dataSource, async (tx) => {
      const office = await this.offices.findForUpdate(tx, id, principal.ranges('offices.manage'));
      if (!office) throw officeNotFound();
      if (body.endsOn < office.startsOn) throw officeEndsBeforeStart();
      // A term set beforehand may be shortened, not drawn out: that is another appointment.
      if (office.endsOn !== null && office.endsOn <= body.endsOn) throw officeAlreadyEnded();
      await this.offices.end(tx, id, body.endsOn);
      await this.bell.ring(tx);
      return toOfficeDto(await this.readModel.one(tx, id));
    });
  }
}
