import { KeyedCommand } from './keyed-command.js';
import type { KeptAnswers } from './kept-answers.js';

/** Keeps nothing and finds nothing: what is tested is what a command demands of its handler. */
class ForgetfulAnswers {
  lock = (): Promise<void> => Promise.resolve();
  find = (): Promise<undefined> => Promise.resolve(undefined);
  digest = (target: string, body: string): Buffer => Buffer.from(`${target} ${body}`);
  keep = (): Promise<void> => Promise.resolve();
}

const command = (showsOnce?: string): KeyedCommand => {
  const answers = new ForgetfulAnswers() as unknown as KeptAnswers;
  return new KeyedCommand(answers, 'caller', 'key', 'POST /v1/x', showsOnce);
};
const answered = async (answer: unknown, showsOnce?: string): Promise<KeyedCommand> => {
  const one = command(showsOnce);
  await one.once(undefined as never, () => Promise.resolve(answer));
  return one;
};

describe('a handler of a request with a key', () => {
  it('answers what was kept', async () => {
    const at = new Date(0);
    const one = await answered({ id: 1, at, left: undefined });
    one.requireKept({ id: 1, at });
    (await answered(undefined)).requireKept(undefined);
  });

  it('is told when it kept nothing, or answers something else', async () => {
    expect(() => {
      command().requireKept({ id: 1 });
    }).toThrow('POST /v1/x: no inCommand');
    const one = await answered({ id: 1 });
    expect(() => {
      one.requireKept({ id: 1, more: true });
    }).toThrow('another answer is sent than inCommand kept');
    // What shows a secret is not kept, and so cannot be compared.
    (await answered({ id: 1, secret: 'x' }, 'secret')).requireKept({ id: 1, secret: 'y' });
  });

  it('is told when it opens a second transaction, or forgets to bind an upload', () => {
    const one = command();
    one.begin();
    expect(() => {
      one.begin();
    }).toThrow('a second inCommand');
    expect(() => one.digest).toThrow('bound to no body');
  });

  it('binds its key to address and body', () => {
    const digest = (body: string): string => {
      const one = command();
      one.bind(body);
      return one.digest.toString('hex');
    };
    expect(digest('a')).toBe(digest('a'));
    expect(digest('a')).not.toBe(digest('b'));
  });
});
