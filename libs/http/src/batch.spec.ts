import { IsString, Length } from 'class-validator';
import { DomainError } from '#libs/contracts';
import { answerBatch, readBatch } from './batch.js';
import type { BatchMode } from './batch.dto.js';

class Named {
  @IsString()
  @Length(1, 5)
  name!: string;
}

const taken = new DomainError('organizations.code_taken', {
  errors: [{ pointer: '/name', code: 'taken', message: { zh: '已被使用', en: 'is taken' } }],
});
const items = [{ name: 'a' }, { name: 'too long' }, { name: 'b' }, { name: 'c', id: 'x' }];
const make = (sound: readonly Named[]) =>
  Promise.resolve(sound.map(({ name }) => (name === 'b' ? taken : `id-${name}`)));
const batch = async (mode: BatchMode, of: object[] = items) =>
  answerBatch(await readBatch(Named, { mode, items: of }), 'en', make);

describe('a batch', () => {
  it('answers every item in its place', async () => {
    const { made, refused, results } = await batch('partial');
    expect([made, refused]).toEqual([1, 3]);
    expect(results.map(({ index, status, id }) => [index, status, id])).toEqual([
      [0, 201, 'id-a'],
      [1, 400, undefined],
      [2, 409, undefined],
      [3, 400, undefined],
    ]);
    expect(results.map(({ problem }) => problem?.errors?.map(({ pointer }) => pointer))).toEqual([
      undefined,
      ['/items/1/name'],
      ['/items/2/name'],
      ['/items/3/id'],
    ]);
    expect(results[2]?.problem).toMatchObject({
      code: 'organizations.code_taken',
      errors: [{ message: 'is taken' }],
    });
  });

  it('that is atomic tells of everything that is wrong', async () => {
    const refusal = await batch('atomic').catch((error: unknown) => error as DomainError);
    if (!(refusal instanceof DomainError)) throw new Error('was not refused');
    expect([refusal.code, refusal.status]).toEqual(['batch.refused', 422]);
    expect(refusal.extensions).toEqual({ refused: 3 });
    expect(refusal.errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/items/1 request.invalid',
      '/items/1/name isLength',
      '/items/2 organizations.code_taken',
      '/items/2/name taken',
      '/items/3 request.invalid',
      '/items/3/id unknown',
    ]);
  });

  it('that is atomic and sound is made', async () => {
    const { made, results } = await batch('atomic', [{ name: 'a' }, { name: 'd' }]);
    expect(made).toBe(2);
    expect(results.map(({ id }) => id)).toEqual(['id-a', 'id-d']);
  });
});
