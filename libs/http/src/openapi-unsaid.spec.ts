import { missingIn, tagsWithoutWords } from './openapi-unsaid.js';

describe('what a route has to say', () => {
  const said = { operationId: 'dues_list', summary: 'Lists dues.', responses: {} };

  it('is who may use it, and what it does', () => {
    for (const permission of ['public', 'own', 'members.read'])
      expect(missingIn({ ...said, 'x-permission': permission })).toEqual([]);
    expect(missingIn(said)).toEqual([
      expect.stringMatching(/^dues_list says not who may.*@Public/),
    ]);
    expect(missingIn({ ...said, summary: '', 'x-permission': 'own' })).toEqual([
      expect.stringMatching(/^dues_list has no doc comment/),
    ]);
  });

  it('is what its tag means', () => {
    expect(tagsWithoutWords(['Dues'], { Dues: 'Who has paid.' })).toEqual([]);
    expect(tagsWithoutWords(['Dues'], {})).toEqual([expect.stringContaining('words.ts')]);
  });
});
