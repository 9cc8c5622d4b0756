import { randomUUID } from 'node:crypto';
import { expectData } from '#libs/sdk';
import { arrange } from './setup/arrange.js';
import { attempts } from './setup/attempts/attempts.js';
import { type DocumentedOperation, documentedOperations } from './setup/document.js';
import { expected } from './setup/expectations.js';
import type { Hidden } from './setup/hidden.js';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import {
  type Known,
  knownWords,
  logInViewers,
  type Tokens,
  type Viewer,
  viewers,
} from './setup/viewers.js';
import { buildWorld, type World } from './setup/world.js';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly isText: boolean;
}

const operations = documentedOperations();

const named = (viewer: Viewer) =>
  operations.flatMap((operation) => {
    const outcome = expected(viewer, operation);
    return outcome ? [[operation.id, operation, outcome] as const] : [];
  });

describe('every operation, tried on what is of the own branch by', () => {
  let suite: TestSuite;
  let world: World;
  let hidden: Hidden;
  /** The same of the member who looks at what is its own. */
  let hiddenOfSelf: Hidden;
  let tokens: Tokens;
  let known: Known;

  beforeAll(async () => {
    suite = await startTestSuite();
    world = await buildWorld(suite);
    hidden = await arrange(world);
    tokens = await logInViewers(suite, world, hidden);
    known = knownWords(world, hidden);
    const own = world.own.member.client;
    const { code } = expectData(await own.GET('/v1/me/code'));
    hiddenOfSelf = { ...hidden, code, personId: world.own.people[1]?.id ?? '' };
  }, 120_000);

  afterAll(() => suite.stop());

  const attempt = async (viewer: Viewer, { id, method }: DocumentedOperation): Promise<Answer> => {
    const of = viewer === 'self' ? hiddenOfSelf : hidden;
    const token = tokens[viewer];
    const tried = attempts[id];
    const body = method === 'GET' ? undefined : JSON.stringify(tried.body?.(of) ?? {});
    const response = await fetch(`${suite.url}${tried.path(of)}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(method !== 'GET' && { 'idempotency-key': randomUUID(), 'if-match': '"1"' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
    });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, text: await response.text(), isText: type.includes('json') };
  };

  it('nobody without a row, and no row is left over', () => {
    expect(Object.keys(attempts).sort()).toEqual(operations.map(({ id }) => id).sort());
  });

  /** What an administrator of the own root is shown of everybody, as it is now. */
  const everything = async (): Promise<string[]> => {
    const { accessToken } = world.admin;
    const texts: string[] = [];
    for (const { id, method, permission } of operations) {
      if (method !== 'GET' || permission === undefined || permission === 'own') continue;
      const response = await fetch(`${suite.url}${attempts[id].path(hidden)}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      const isText = response.headers.get('content-type')?.includes('json');
      if (response.status === 200 && isText) texts.push(`${id} ${await response.text()}`);
    }
    return texts;
  };

  describe.each(Object.entries(viewers) as [Viewer, string][])('%s: %s', (viewer) => {
    let before: string[];
    beforeAll(async () => {
      before = await everything();
    });

    it.each(named(viewer))('%s', async (_, operation, outcome) => {
      const { status, text, isText } = await attempt(viewer, operation);
      if (!outcome.statuses.includes(status))
        throw new Error(`answered ${status} instead of ${outcome.statuses.join()}: ${text}`);
      if (outcome.code !== undefined) expect(text).toContain(outcome.code);
      if (outcome.never) for (const word of known[outcome.never]) expect(text).not.toContain(word);
      if (outcome.shows && isText) {
        const shown = known[outcome.shows].filter((word) => text.includes(word));
        expect(shown).not.toEqual([]);
      }
      expect(text).not.toContain(hidden.initialPassword);
    });

    it('changes nothing', async () => {
      expect(before.length).toBeGreaterThan(25);
      expect(await everything()).toEqual(before);
    });
  });
});
