import type { ServiceDatabase } from '#libs/database';
import { Account } from './accounts/account.entity.js';
import { Grant } from './accounts/grant.entity.js';
import { restoredFeed } from './directory-feed/restored-feed.js';
import { MembersFoundations1780000000000 } from './migrations/1780000000000-members-foundations.js';
import { OutboxBatches1795392000001 } from './migrations/1795392000001-outbox-batches.js';
import { IdempotencyKeys1795392000002 } from './migrations/1795392000002-idempotency-keys.js';
import { RosterImports1795392000003 } from './migrations/1795392000003-roster-imports.js';
import { OutboxPayloads1795392000010 } from './migrations/1795392000010-outbox-payloads.js';
import { OrganizationPlaces1795737600001 } from './migrations/1795737600001-organization-places.js';
import { RulesAndElections1795737600002 } from './migrations/1795737600002-rules-and-elections.js';
import { OrganizationLines1795737600003 } from './migrations/1795737600003-organization-lines.js';
import { Codes1795737600005 } from './migrations/1795737600005-codes.js';
import { MembershipChanges1795737600010 } from './migrations/1795737600010-membership-changes.js';
import { PasswordsToChange1795737600020 } from './migrations/1795737600020-passwords-to-change.js';
import { SessionsToSee1795737600021 } from './migrations/1795737600021-sessions-to-see.js';
import { UsualAddresses1795737600022 } from './migrations/1795737600022-usual-addresses.js';
import { OutboxSets1795824000001 } from './migrations/1795824000001-outbox-sets.js';
import { PeopleByHand1795824000010 } from './migrations/1795824000010-people-by-hand.js';
import { Affiliations1795824000011 } from './migrations/1795824000011-affiliations.js';
import { Exemptions1795824000012 } from './migrations/1795824000012-exemptions.js';
import { NameSearch1795824000013 } from './migrations/1795824000013-name-search.js';
import { Transfers1795824000020 } from './migrations/1795824000020-transfers.js';
import { RosterImportModes1795824000030 } from './migrations/1795824000030-roster-import-modes.js';
import { Clients1795824000040 } from './migrations/1795824000040-clients.js';
import { Consents1795824000041 } from './migrations/1795824000041-consents.js';
import { NamesWithSigns1795824000051 } from './migrations/1795824000051-names-with-signs.js';
import { PersonPhotos1796000400061 } from './migrations/1796000400061-person-photos.js';
import { ToldExemptions1796000400071 } from './migrations/1796000400071-told-exemptions.js';
import { DecisionsRevoked1796000400081 } from './migrations/1796000400081-decisions-revoked.js';
import { Reminders1796000400091 } from './migrations/1796000400091-reminders.js';
import { PartyProbations1796000400101 } from './migrations/1796000400101-party-probations.js';
import { EndedSessions1796000400111 } from './migrations/1796000400111-ended-sessions.js';
import { RemindersForgotten1796000400121 } from './migrations/1796000400121-reminders-forgotten.js';
import { Office } from './offices/office.entity.js';
import { Organization } from './organizations/organization.entity.js';

export const database: ServiceDatabase = {
  service: 'members',
  restored: restoredFeed,
  entities: [Organization, Office, Account, Grant],
  migrations: [
    MembersFoundations1780000000000,
    OutboxBatches1795392000001,
    IdempotencyKeys1795392000002,
    RosterImports1795392000003,
    OutboxPayloads1795392000010,
    OrganizationPlaces1795737600001,
    RulesAndElections1795737600002,
    OrganizationLines1795737600003,
    Codes1795737600005,
    MembershipChanges1795737600010,
    PasswordsToChange1795737600020,
    SessionsToSee1795737600021,
    UsualAddresses1795737600022,
    OutboxSets1795824000001,
    PeopleByHand1795824000010,
    Affiliations1795824000011,
    Exemptions1795824000012,
    NameSearch1795824000013,
    Transfers1795824000020,
    RosterImportModes1795824000030,
    Clients1795824000040,
    Consents1795824000041,
    NamesWithSigns1795824000051,
    PersonPhotos1796000400061,
    ToldExemptions1796000400071,
    DecisionsRevoked1796000400081,
    Reminders1796000400091,
    PartyProbations1796000400101,
    EndedSessions1796000400111,
    RemindersForgotten1796000400121,
  ],
};
