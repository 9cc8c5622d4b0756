import type { Suite } from '../suite/suite.js';
import type { Demo } from './first-start.js';

/** Where things are, who may log in, and a command that works as it stands. */
export function welcome(suite: Suite, demo: Demo | undefined): void {
  const { url, secrets } = suite;
  const logIn = `curl -s ${url}/v1/auth/login -H 'content-type: application/json' -d '{"username":"admin","password":"${secrets.adminPassword}"}'`;
  const lines = [
    '',
    `  API        ${url}/v1`,
    `  documents  ${url}/docs   ${url}/openapi.json`,
    `  health     ${url}/health/ready`,
    '',
    '  log-ins',
    `    admin ${' '.repeat(14)} ${secrets.adminPassword}   管理员 administrator`,
    ...(demo?.logins ?? []).map(
      (login) => `    ${login.username.padEnd(20)} ${secrets.demoPassword}   ${login.who}`,
    ),
    '',
    '  try it',
    `    ${logIn}`,
    '',
    '  Ctrl-C stops everything; the data stays.',
    '',
  ];
  console.log(lines.join('\n'));
}
