import { randomUUID } from 'node:crypto';
import { checkCharacter } from '../../../apps/members/src/people/citizen-number.policy.js';

/** Branches of fifty, twenty to a general branch. */
const A_BRANCH = 50;
const BRANCHES_A_GENERAL = 20;
const A_BATCH = 1000;
const STEP_MS = 100;

const day = (number: number): string =>
  new Date(Date.UTC(1950, 0, 1 + number)).toISOString().slice(0, 10);

/** Nobody's: the numbers of a day, a thousand of them, and then those of the next. */
function citizenNumber(number: number): string {
  const digits = `110105${day(Math.floor(number / 1000)).replaceAll('-', '')}${String(number % 1000).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

const names = ['张伟', '李娜', '王芳', '赵静', '刘洋', '陈杰', '杨敏', '黄磊'];

export function rosterOf(members: number): string {
  const rows = Array.from({ length: members }, (_, n) =>
    [
      `WT${n}`,
      names[n % names.length],
      citizenNumber(n),
      `139${String(n).padStart(8, '0')}`,
      `ZB-${Math.floor(n / A_BRANCH)}`,
      n % 29 === 0 ? '预备党员' : '正式党员',
      '2020-07-01',
    ].join(','),
  );
  return ['工号,姓名,公民身份号码,手机号,所在组织编码,党员类别,入党日期', ...rows].join('\n');
}

/** The service, by its API, as its first administrator. */
export class Committee {
  private constructor(
    private readonly url: string,
    readonly token: string,
  ) {}

  static async logIn(url: string, password: string): Promise<Committee> {
    const answer = await fetch(`${url}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password }),
    });
    const { accessToken } = (await answer.json()) as { accessToken: string };
    return new Committee(url, accessToken);
  }

  /** Founds what so many members belong to; answers a general branch from the middle of the tree. */
  async found(members: number): Promise<string> {
    const foundedOn = '2000-01-01';
    const { id: root } = await this.post<{ id: string }>('/v1/organizations', {
      type: 'committee',
      parentId: null,
      code: 'DW',
      name: '矿党委',
      foundedOn,
    });
    const branches = Math.ceil(members / A_BRANCH);
    const generals = await this.batch(Math.ceil(branches / BRANCHES_A_GENERAL), (n) => ({
      type: 'general_branch',
      parentId: root,
      code: `ZZ-${n}`,
      name: `第${n}党总支`,
      foundedOn,
    }));
    await this.batch(branches, (n) => ({
      type: 'branch',
      category: 'production',
      parentId: generals[Math.floor(n / BRANCHES_A_GENERAL)],
      code: `ZB-${n}`,
      name: `第${n}党支部`,
      foundedOn,
    }));
    return generals[Math.floor(generals.length / 2)] ?? root;
  }

  /** Imports a roster; answers the seconds from the request until it is there. */
  async enrol(roster: string): Promise<number> {
    const begun = performance.now();
    const form = new FormData();
    form.set('file', new Blob([roster]), 'roster.csv');
    const answer = await fetch(`${this.url}/v1/roster-imports?dryRun=false`, {
      method: 'POST',
      headers: { ...this.headers(), 'idempotency-key': randomUUID() },
      body: form,
    });
    if (answer.status !== 202) throw new Error(await answer.text());
    const { id } = (await answer.json()) as { id: string };
    for (;;) {
      const now = await fetch(`${this.url}/v1/roster-imports/${id}`, { headers: this.headers() });
      const { status, problem } = (await now.json()) as { status: string; problem: unknown };
      if (status === 'succeeded') return (performance.now() - begun) / 1000;
      if (status === 'failed') throw new Error(JSON.stringify(problem).slice(0, 2000));
      await new Promise((later) => setTimeout(later, STEP_MS));
    }
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }

  private async batch(count: number, item: (number: number) => object): Promise<string[]> {
    const ids: string[] = [];
    for (let first = 0; first < count; first += A_BATCH) {
      const length = Math.min(A_BATCH, count - first);
      const items = Array.from({ length }, (_, n) => item(first + n));
      const { results } = await this.post<{ results: { id: string }[] }>(
        '/v1/organizations/batch',
        { mode: 'atomic', items },
      );
      ids.push(...results.map(({ id }) => id));
    }
    return ids;
  }

  private async post<T>(path: string, body: object): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { ...this.headers(), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
