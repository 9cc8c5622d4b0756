import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { terms } from '#libs/contracts';
import { organizationNotFound } from '../organizations/organizations.errors.js';
import { OrganizationsRepository } from '../organizations/organizations.repository.js';
import { MOST_ON_A_SHEET } from './code-sheet.policy.js';
import { CodeSheetPdf } from './code-sheet-pdf.js';
import { CodeSheetsReadModel } from './code-sheets.read-model.js';
import { sheetTooLong } from './codes.errors.js';
import { CodesService } from './codes.service.js';
import { IssuedCodes } from './issued-codes.js';

@Injectable()
export class CodeSheetsService {
  constructor(
    private readonly readModel: CodeSheetsReadModel,
    private readonly organizations: OrganizationsRepository,
    private readonly issued: IssuedCodes,
    private readonly codes: CodesService,
    private readonly pdf: CodeSheetPdf,
    private readonly clock: Clock,
  ) {}

  /** To print a sheet is no look at those who are on it, as to show a code is none. */
  async print(principal: Principal, organizationId: string): Promise<Buffer> {
    const ranges = principal.ranges('members.read');
    const organization = await this.organizations.find(organizationId, ranges);
    if (!organization) throw organizationNotFound();
    const day = dayInShanghai(this.clock.now());
    const limit = MOST_ON_A_SHEET + 1;
    const members = await this.readModel.members({ organizationId, ranges, day, limit });
    if (members.length > MOST_ON_A_SHEET) throw sheetTooLong();
    const { accountId } = principal;
    const own = await this.issued.of('organization', [organizationId], accountId);
    const theirs = await this.issued.of(
      'person',
      members.map(({ id }) => id),
      accountId,
    );
    return this.pdf.draw({
      title: organization.name,
      subtitle: `${terms[organization.type].zh} · 党员 ${members.length} 名`,
      day,
      url: this.codes.urlOf(own.get(organizationId)?.token ?? ''),
      members: members.map((member) => ({
        name: member.name,
        number: member.employee_number,
        url: this.codes.urlOf(theirs.get(member.id)?.token ?? ''),
      })),
    });
  }
}
