/** Where the global set-up left the servers of this test run. */
export interface TestServers {
  /** The administrator's URL of the database from which all test databases are cloned. */
  readonly adminUrl: string;
  readonly redisUrl: string;
}

const VARIABLE = 'WUTAI_TEST_SERVERS';

export const templateDatabase = 'wutai_template';
export const testRolePassword = 'test-only';

export function announceServers(servers: TestServers): void {
  process.env[VARIABLE] = JSON.stringify(servers);
}

export function testServers(): TestServers {
  const text = process.env[VARIABLE];
  if (!text) throw new Error('The global set-up has not run: start the tests with npm test');
  return JSON.parse(text) as TestServers;
}
