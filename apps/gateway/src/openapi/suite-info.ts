/** The head of the merged document. */
export const suiteInfo = {
  title: 'Wutai 五台',
  version: '1',
  contact: { name: 'The administrators of the suite' },
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  description: [
    'The five platforms of "Internet + party building" as one API: members, activities and their traces, monthly',
    'assessment, notifications. 「互联网+党建」五个平台的统一接口。',
    '',
    '**Log in** with `POST /v1/auth/login` and send the `accessToken` as a bearer; it is good for 15 minutes.',
    '**Scope**: a role is held in an organization and counts there and below; what lies outside answers 404.',
    '**Lists** go by `limit` and the opaque `nextCursor`. **Months** are `YYYY-MM` and days `YYYY-MM-DD`, both in',
    'Asia/Shanghai. **Errors** are `application/problem+json` (RFC 9457) in the language of `Accept-Language`',
    '(zh-CN unless English is preferred); the catalogue of codes is at [/docs/errors](/docs/errors).',
    '**Writes**: every POST takes an `Idempotency-Key`; what was read with an `ETag` is changed with that tag in',
    '`If-Match` (`*` is not taken: it says nothing of what was read). The digits before the dash are the `version` that',
    '`If-Match` compares; the rest changes with every byte of the answer.',
    '**Limits**: every answer of a limited kind carries `RateLimit-Policy` and `RateLimit` (what is left, for how long);',
    'beyond it 429 with `Retry-After`. **Long work** answers 202 with `Location`; its `/events` are server-sent events,',
    'read with `fetch`, since `EventSource` cannot send the bearer.',
  ].join('\n'),
} as const;
