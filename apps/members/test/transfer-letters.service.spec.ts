import http, { type Test } from 'supertest';
import { scannedFrom, statementsOf, streamsOf } from '#libs/testing';
import { type Caller, enrol } from './members.harness.js';
import {
  outside,
  request,
  step,
  type TransferBody,
  TransfersHarness,
  withLetter,
} from './transfers.harness.js';

let harness: TransfersHarness;
let admin: Caller;
let people: Map<string, string>;
let toOrganizationId: string;

const id = (number: string): string => people.get(number) ?? '';

beforeAll(async () => {
  harness = await TransfersHarness.start();
  admin = harness.admin;
  toOrganizationId = harness.mine.branches[1];
  people = await enrol(admin, [
    ...['A', 'B', 'C', 'D', 'E'].map((number) => ({ number, name: '张伟', code: 'ZB-1' })),
    {
      number: 'R',
      name: '欧阳喆堃',
      code: 'XZ-1',
      citizenNumber: '11010519491231002X',
    },
  ]);
});
afterAll(() => harness.stop());

const verify = (code: string): Test =>
  http(harness.service.url).post('/v1/transfer-letters/verify').send({ code });

/** What a reader copies out of the text: what the font's map from glyphs to characters names. */
function characters(pdf: Buffer): string {
  const map = streamsOf(pdf)
    .filter((text) => text.includes('beginbfrange'))
    .join();
  return [...map.matchAll(/<([0-9a-f]{4}(?: ?[0-9a-f]{4})*)>/gi)]
    .map(([, hex = '']) => Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'))
    .join('');
}

async function printed(transfer: string): Promise<Buffer> {
  const answer = await admin
    .get(`/v1/transfers/${transfer}/letter.pdf`)
    .responseType('blob')
    .expect(200);
  expect(answer.headers['content-type']).toBe('application/pdf');
  return answer.body as Buffer;
}

/** The code of a letter as a phone reads it off the paper: no answer of the API tells it. */
async function codeOf(transfer: string): Promise<string> {
  const read = scannedFrom(await printed(transfer)) ?? '';
  expect(read.startsWith('http://127.0.0.1:3000/q/')).toBe(true);
  return read.slice('http://127.0.0.1:3000/q/'.length);
}

describe('the letter', () => {
  it('is good for as long as the rule of its day says, its last day included, and then expired by itself', async () => {
    const { id: first, expiresOn } = await withLetter(
      admin,
      id('A'),
      { toOrganizationId },
      '2040-03-15',
    );
    expect(expiresOn).toBe('2040-06-15');
    const { id: second } = await withLetter(admin, id('B'), { toOrganizationId }, '2040-03-15');
    await admin
      .post('/v1/rules', { code: 'transfer_letter_months', value: 1, validFrom: '2040-03-16' })
      .expect(201);
    harness.today('2040-03-31');
    const { expiresOn: shorter } = await withLetter(
      admin,
      id('C'),
      { toOrganizationId },
      '2040-03-31',
    );
    expect(shorter).toBe('2040-04-30');

    harness.today('2040-06-15');
    await step(admin, first, 'accept', '2040-06-15').expect(200);
    harness.today('2040-06-16');
    const late = await step(admin, second, 'accept', '2040-06-15');
    expect([late.status, late.body]).toMatchObject([
      409,
      { code: 'transfers.letter_expired', expiresOn: '2040-06-15' },
    ]);
    expect((await step(admin, second, 'reject', '2040-06-15', '过期')).body).toMatchObject({
      code: 'transfers.letter_expired',
    });
    expect((await admin.get(`/v1/transfers/${second}`)).body).toMatchObject({
      state: 'expired',
      closedOn: '2040-06-16',
    });
    const expired = await admin.all<TransferBody>('/v1/transfers?state=expired');
    expect(new Set(expired.map((transfer) => transfer.personId))).toEqual(
      new Set([id('B'), id('C')]),
    );
    expect(await admin.all('/v1/transfers?state=letter_issued')).toEqual([]);
    expect(await harness.branchOn(id('B'), '2040-06-16')).toEqual([harness.mine.branches[0]]);

    // Another letter is another transfer, and the one before stays what it was.
    await request(admin, id('B'), { toOrganizationId }, '2040-06-16').expect(201);
    expect((await admin.get(`/v1/transfers/${second}`)).body).toMatchObject({
      state: 'expired',
      closedOn: '2040-06-16',
    });
  });

  it('has a number of its own, counted without a gap, by two at once too', async () => {
    const transfers = await Promise.all(
      ['D', 'E'].map(async (number) => {
        const asked = await request(admin, id(number), { toOrganizationId }, '2040-06-16');
        const { id: transfer } = asked.body as TransferBody;
        await step(admin, transfer, 'approve-out', '2040-06-16').expect(200);
        return transfer;
      }),
    );
    const letters = await Promise.all(
      transfers.map((transfer) => step(admin, transfer, 'issue-letter', '2040-06-16').expect(200)),
    );
    const numbers = letters.map(({ body }) => (body as TransferBody).letterNumber);
    expect(numbers.sort()).toEqual(['2040-0004', '2040-0005']);
  });

  it('is printed while it is good, and says who, from where, to where, and until when', async () => {
    const asked = await request(admin, id('R'), { toOutside: outside }, '2040-06-16').expect(201);
    const { id: transfer } = asked.body as TransferBody;
    const path = `/v1/transfers/${transfer}/letter.pdf`;
    expect((await admin.get(path)).body).toMatchObject({
      code: 'transfers.no_letter',
      transferState: 'requested',
    });
    await step(admin, transfer, 'approve-out', '2040-06-16').expect(200);
    await step(admin, transfer, 'issue-letter', '2040-06-16').expect(200);
    const pdf = await printed(transfer);
    const text = pdf.toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    const found = characters(pdf);
    for (const character of '欧阳喆堃正式党员组织关系介绍信存根回执核验码太原市街道工委1101002X*')
      expect(found).toContain(character);
    await step(admin, transfer, 'accept', '2040-06-16').expect(200);
    expect((await admin.get(path)).body).toMatchObject({ transferState: 'accepted' });
  });

  it('is verified by anybody who holds it: valid, expired or used, and whose, masked', async () => {
    const { id: transfer, letterNumber } = (
      await admin.all<TransferBody>('/v1/transfers?state=letter_issued')
    ).find(({ personId }) => personId === id('D')) ?? { id: '', letterNumber: '' };
    const code = await codeOf(transfer);
    expect(code).toMatch(/^[0-9a-z]{26}$/);
    const told = {
      number: letterNumber,
      fromName: '组织ZB-1',
      toName: '组织ZB-2',
      name: '张*',
    };
    expect((await verify(code).expect(200)).body).toEqual({ ...told, status: 'valid' });
    // As people type it.
    const typed = ` ${
      code
        .toUpperCase()
        .match(/.{1,4}/g)
        ?.join('-') ?? ''
    }`;
    expect((await verify(typed).expect(200)).body).toEqual({ ...told, status: 'valid' });
    harness.today('2040-07-17');
    expect((await verify(code)).body).toEqual({ ...told, status: 'expired' });
    harness.today('2040-07-16');
    expect((await verify(code)).body).toEqual({ ...told, status: 'valid' });
    await step(admin, transfer, 'accept', '2040-07-16').expect(200);
    expect((await verify(code)).body).toEqual({ ...told, status: 'used' });
  });

  it('is told the same of whatever is no code of one', async () => {
    const { body } = await admin.get(`/v1/members/${id('A')}/code`).expect(200);
    const { code: codeOfMember } = body as { code: string };
    for (const code of [codeOfMember, 'x', '0'.repeat(26), '张', '2040-0001', '%', "' or 1=1"]) {
      const answer = await verify(code);
      expect([answer.status, answer.body]).toMatchObject([
        404,
        { code: 'transfers.letter_not_valid' },
      ]);
      // After one look, whatever it was: the time tells no more than the words.
      expect(await statementsOf(/transfer/, () => verify(code))).toHaveLength(1);
    }
    const [letter] = await admin.all<TransferBody>('/v1/transfers?state=letter_issued');
    // And a letter is nobody's code.
    const code = await codeOf(letter?.id ?? '');
    await verify(code).expect(200);
    await http(harness.service.url).post('/v1/scans').send({ code }).expect(404);
    await verify('').expect(400);
  });
});
