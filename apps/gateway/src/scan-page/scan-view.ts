import { type Fragment, markup, type Html } from './html.js';
import { type Addresses, card, facts, layout } from './page-layout.js';
import type { Scan, ScannedRecord } from './scan-answers.js';
import type { ScanPage } from './scan-page.js';
import { activitiesCard, looksCard, scoreCard } from './sections-view.js';
import type { Words } from './words.js';

const list = (items: readonly Fragment[]): Html =>
  markup`<ul>
    ${items.map((item) => markup`<li>${item}</li>`)}
  </ul>`;

function viewer({ as, subject }: Scan, { say }: Words): string {
  return as === 'fellow' && subject === 'organization' ? say('fellowOfOrganization') : say(as);
}

function officesOf(member: NonNullable<Scan['member']>, { say, term, aside }: Words): Fragment {
  if (member.offices.length === 0) return say('noOffice');
  return list(
    member.offices.map(({ title, organizationName }) => `${term(title)}${aside(organizationName)}`),
  );
}

/** GB/T 2261.1 */
function sexOf(code: string, { say }: Words): string {
  return code === '1' ? say('male') : code === '2' ? say('female') : say('unknown');
}

/** What the record adds to name, branch and offices. The newest membership is the one that counts. */
function recordFacts(record: ScannedRecord, words: Words): (readonly [string, Fragment])[] {
  const { say, term } = words;
  const [latest] = record.memberships;
  return [
    ...(latest
      ? ([
          [say('memberKind'), term(latest.memberKind)],
          [say('standing'), latest.standing ? term(latest.standing) : false],
          [say('admittedOn'), latest.admittedOn],
          [say('confirmedOn'), latest.confirmedOn ?? say('notYet')],
        ] as const)
      : []),
    [say('employeeNumber'), record.employeeNumber ?? say('unknown')],
    [say('sex'), sexOf(record.sex, words)],
    [say('bornOn'), record.bornOn],
    [say('citizenNumber'), record.citizenNumber],
    [say('phone'), record.phone ?? say('unknown')],
  ];
}

function historyCards(record: ScannedRecord, { say, term, aside }: Words): Fragment {
  const span = (startsOn: string, endsOn: string | null): Html =>
    markup`<span>${startsOn} – ${endsOn ?? say('now')}</span>`;
  return [
    record.memberships.length > 0 &&
      card(
        'memberships',
        say('memberships'),
        markup`<ul class="list">
          ${record.memberships.map(
            (one) =>
              markup`<li>
                ${one.organizationName}<br />${span(one.startsOn, one.endsOn)}
                <span>${term(one.memberKind)}</span>
              </li> `,
          )}
        </ul>`,
      ),
    record.offices.length > 0 &&
      card(
        'offices-held',
        say('officesHeld'),
        markup`<ul class="list">
          ${record.offices.map(
            (one) =>
              markup`<li>
                ${term(one.title)}${one.acting && aside(say('acting'))} ·
                ${one.organizationName}<br />${span(one.startsOn, one.endsOn)}
              </li> `,
          )}
        </ul>`,
      ),
  ];
}

function memberCards(page: ScanPage, words: Words): Fragment {
  const { say } = words;
  const { member, record, branchName } = page;
  return [
    card(
      'basics',
      say('basics'),
      facts([
        [say('name'), member?.name],
        [say('branch'), branchName ?? say('noBranch')],
        [say('offices'), member && officesOf(member, words)],
        [say('politicalBirthday'), member?.politicalBirthday],
        [say('phone'), !record && member?.phone],
        ...(record ? recordFacts(record, words) : []),
      ]),
    ),
    page.score && scoreCard(page.score, words),
    page.activities && activitiesCard(page.activities, words),
    record && historyCards(record, words),
    page.looks && looksCard(page.looks, words),
  ];
}

function organizationCards(page: ScanPage, words: Words): Fragment {
  const { say, term, colon } = words;
  const { organization } = page;
  if (!organization) return null;
  const { offices } = organization;
  return card(
    'basics',
    say('basics'),
    facts([
      [say('type'), term(organization.type)],
      [say('branch'), organization.type === 'group' && page.branchName],
      [say('dissolvedOn'), organization.dissolvedOn],
      [say('memberCount'), organization.memberCount],
      [
        say('offices'),
        offices &&
          (offices.length === 0
            ? say('noOffice')
            : list(offices.map(({ title, name }) => `${term(title)}${colon}${name}`))),
      ],
    ]),
  );
}

function ways(page: ScanPage, { say }: Words, addresses: Addresses): Html {
  if (!page.loggedIn)
    return markup`<p><a class="act" href="${addresses.logIn}">${say('logInToSee')}</a></p>`;
  return markup`<form class="quietly" method="post" action="${addresses.logOut}">
    <button class="act quiet" type="submit">${say('logOut')}</button>
  </form>`;
}

const photo = ({ name }: { name: string }, { say, colon }: Words, addresses: Addresses): Html =>
  markup`<img class="photo" src="${addresses.photo}" alt="${say('photoOf')}${colon}${name}" />`;

/** What a scan shows, for people. `ended`: who looks was logged in and is no longer. */
export function scanView(
  page: ScanPage,
  words: Words,
  addresses: Addresses,
  ended: boolean,
): string {
  const { say } = words;
  const isMember = page.subject === 'member';
  const title = (isMember ? page.member?.name : page.organization?.name) ?? say('valid');
  const hint = page.loggedIn ? say('strangerLoggedIn') : say('strangerHint');
  const kind = say(isMember ? 'ofMember' : 'ofOrganization');
  const isNamed = title !== say('valid');
  const body = markup`<p class="kind">
      ${isNamed && markup`<strong>✓ ${say('valid')}</strong> · `}${kind}
    </p>
    <h1>${title}</h1>
    ${page.member?.hasPhoto && photo(page.member, words, addresses)}
    ${ended && markup`<p class="alert" role="alert">${say('ended')}</p>`}
    <p class="kind">
      ${say('viewing')}${words.colon}${viewer(page, words)}
    </p>
    ${isMember ? memberCards(page, words) : organizationCards(page, words)}
    ${page.as === 'stranger' && markup`<p class="hint">${hint}</p>`} ${ways(page, words, addresses)}`;
  return layout(words, title, body, addresses.otherLanguage);
}
