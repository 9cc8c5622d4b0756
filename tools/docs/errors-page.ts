import { type ErrorCode, errorEntry, errorRegistry, fieldCodes } from '#libs/contracts';
import { grouped } from './grouped.js';
import { code, generated, table } from './markdown.js';

/** As much of a document as says which operation answers what. */
export interface ProblemDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Answering {
  readonly operationId: string;
  readonly 'x-error-codes': readonly string[];
}

function isAnswering(operation: unknown): operation is Answering {
  return (
    typeof operation === 'object' &&
    operation !== null &&
    'operationId' in operation &&
    'x-error-codes' in operation
  );
}

/** From how many operations on a code is one of the suite rather than of a room. */
const MANY = 12;

const areas: Readonly<Record<string, string>> = {
  request: 'The request itself',
  idempotency: 'Idempotency keys',
  batch: 'Batches',
  server: 'The suite',
  auth: 'Log-in and permissions',
  organizations: 'Organizations',
  rules: 'Rules on sizes and terms',
  members: 'Members and rosters',
  photos: 'Photos',
  memberships: 'Memberships',
  transfers: 'Transfers',
  people: 'People and affiliations',
  exemptions: 'Exemptions',
  sanctions: 'Sanctions: probation within the Party',
  offices: 'Offices',
  codes: 'Codes and scans',
  accounts: 'Accounts',
  clients: 'Programs of integrators',
  grants: 'Roles that accounts hold',
  activities: 'Activities',
  assessment: 'Assessment',
  notifications: 'Notifications',
  operations: 'Long work',
};

function answeringByCode(document: ProblemDocument): { all: number; by: Map<string, string[]> } {
  const by = new Map<string, string[]>();
  const operations = Object.values(document.paths).flatMap(Object.values).filter(isAnswering);
  for (const { operationId, 'x-error-codes': listed } of operations)
    for (const name of listed) by.set(name, [...(by.get(name) ?? []), operationId]);
  return { all: operations.length, by };
}

function operationsText(operations: readonly string[], all: number): string {
  if (operations.length === 0) return '–';
  if (operations.length === all) return 'all';
  if (operations.length >= MANY) return `${operations.length} of ${all}`;
  return [...operations].sort().map(code).join(', ');
}

/** @param document the merged document: apps/gateway/openapi.json. */
export function errorsPage(document: ProblemDocument): string {
  const { all, by } = answeringByCode(document);
  const byArea = grouped(Object.keys(errorRegistry) as ErrorCode[], (name) =>
    name.slice(0, name.indexOf('.')),
  );
  const sections = [...byArea].map(([area, names]) => {
    const title = areas[area];
    if (title === undefined) throw new Error(`tools/docs: the area ${area} has no title`);
    const rows = names.sort().map((name) => {
      const { status, zh, en } = errorEntry(name);
      return [code(name), String(status), zh, en, operationsText(by.get(name) ?? [], all)];
    });
    return `## ${title}\n\n${table(['code', 'status', '标题', 'title', 'operations'], rows)}`;
  });
  const ofFields = Object.entries(fieldCodes)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, meaning]) => [code(name), meaning]);
  return `${generated}
# Errors

Every 4xx and 5xx is \`application/problem+json\` (RFC 9457). Programs go by \`code\`, people read \`title\` (Chinese, or
English with \`Accept-Language: en\`); \`traceId\` is to be quoted when somebody asks. A running suite shows the codes at
\`/docs/errors\`, where the \`type\` of every problem points. The registry is
[\`libs/contracts/src/errors\`](../libs/contracts/src/errors).

Which operations answer a code is said by the document (\`x-error-codes\`), where they are few enough to be told;
a dash means: only within another answer (of an item, of work that failed), or where no operation is meant.
\`operationId\`s are those of \`/openapi.json\`.

${sections.join('\n\n')}

## What is wrong with a field

\`errors\` of a problem has an entry a field: \`pointer\` (a JSON pointer into the body, \`?name\` for a query parameter,
\`{name}\` for a part of the path, the name of a header), \`code\` and, for people, \`message\`. Of a batch that was refused
an item's own entry has the code of the problem that the item would have had alone. A row of a roster is \`/rows/<row>/<column>\`.

${table(['code', 'meaning'], ofFields)}
`;
}
