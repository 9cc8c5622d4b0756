import { inflateSync } from 'node:zlib';
import type { TestService } from '#libs/testing';
import { appoint } from './codes.harness.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import type { RosterLine } from './roster-csv.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let secretary: Caller;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  const names = ['买买提·吐尔逊·阿卜杜热合曼', '欧阳喆堃', '𫖯㛃', '王芳'];
  const branch = Array.from({ length: 40 }, (_, index): RosterLine => ({
    number: `WT${100 + index}`,
    name: names[index] ?? `张${index}`,
    code: index % 2 ? 'XZ-1' : 'ZB-1',
  }));
  const others = Array.from({ length: 461 }, (_, index): RosterLine => ({
    number: `B${index}`,
    name: '李娜',
    code: 'XZ-2',
  }));
  const people = await enrol(mine.admin, [...branch, ...others]);
  const personId = people.get('WT103') ?? '';
  await appoint(mine.admin, mine.branches[0], personId, 'secretary');
  secretary = await openAccount(mine.admin, personId, 'secretary');
}, 120_000);
afterAll(() => service.stop());

const sheet = async (caller: Caller, id: string): Promise<string> => {
  const answer = await caller
    .get(`/v1/organizations/${id}/code-sheet.pdf`)
    .responseType('blob')
    .expect(200);
  expect(answer.headers['content-type']).toBe('application/pdf');
  return (answer.body as Buffer).toString('latin1');
};
const pages = (pdf: string): number => pdf.match(/\/Type \/Page\b/g)?.length ?? 0;

/** What a reader copies out of the text: what the font's map from glyphs to characters names. */
function characters(pdf: string): string {
  const streams = [...pdf.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return body;
    }
  });
  const map = streams.filter((text) => text.includes('beginbfrange')).join();
  return [...map.matchAll(/<([0-9a-f]{4}(?: ?[0-9a-f]{4})*)>/gi)]
    .map(([, hex = '']) => Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'))
    .join('');
}

describe('a sheet of codes', () => {
  it('has the branch, its members and those of its groups, page by page', async () => {
    const pdf = await sheet(secretary, mine.branches[0]);
    expect(pdf.startsWith('%PDF-')).toBe(true);
    // 16 below the head, 20 on the second page, 4 on the third.
    expect(pages(pdf)).toBe(3);
    const admin = await service.database.admin('members');
    const { rows } = await admin.query(
      'select count(*)::int as n from codes group by person_id is null',
    );
    expect(rows).toEqual(expect.arrayContaining([{ n: 40 }, { n: 1 }]));
    expect(pages(await sheet(secretary, mine.groups[0]))).toBe(2);
  });

  it('embeds a part of a font with all that is written, rare characters too', async () => {
    const pdf = await sheet(secretary, mine.branches[0]);
    expect(pdf).toMatch(/\/FontName \/[A-Z]{6}\+NotoSansHans-Regular/);
    expect(pdf).toContain('/FontFile3');
    const found = characters(pdf);
    for (const character of '买买提·吐尔逊欧阳喆堃𫖯㛃WT第页') expect(found).toContain(character);
    // A part: the whole font has eight million bytes.
    expect(pdf.length).toBeLessThan(1_000_000);
  });

  it('prints the same codes again', async () => {
    const admin = await service.database.admin('members');
    const count = async (): Promise<unknown> =>
      (await admin.query('select count(*) from codes')).rows[0];
    await sheet(secretary, mine.branches[0]);
    const before = await count();
    await Promise.all([1, 2, 3].map(() => sheet(secretary, mine.branches[0])));
    expect(await count()).toEqual(before);
  });

  it('has one page for an organization without members', async () => {
    const empty = await mine.admin.founded('group', 'XZ-3', mine.branches[0], 'production');
    expect(pages(await sheet(secretary, empty))).toBe(1);
  });

  it('is of 500 members at most', async () => {
    const path = `/v1/organizations/${mine.committee}/code-sheet.pdf`;
    expect((await mine.admin.get(path).expect(422)).body).toMatchObject({
      code: 'codes.sheet_too_long',
    });
    expect(pages(await sheet(mine.admin, mine.branches[1]))).toBe(24);
  });

  it('is for who may read members there', async () => {
    await secretary.get(`/v1/organizations/${mine.branches[1]}/code-sheet.pdf`).expect(404);
    await secretary.get(`/v1/organizations/${mine.committee}/code-sheet.pdf`).expect(404);
  });
});
