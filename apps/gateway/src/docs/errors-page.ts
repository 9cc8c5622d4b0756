import { type ErrorCode, errorEntry, errorRegistry, fieldCodes } from '#libs/contracts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

function row(code: ErrorCode): string {
  const { status, zh, en } = errorEntry(code);
  const anchor = escape(code);
  return `<tr id="${anchor}"><td><a href="#${anchor}"><code>${anchor}</code></a></td><td>${status}</td><td lang="zh-CN">${escape(zh)}</td><td lang="en">${escape(en)}</td></tr>`;
}

/** Code-spans are the only mark-up in what the registry says of a field. */
const fieldRow = ([code, meaning]: readonly [string, string]): string =>
  `<tr><td><code>${escape(code)}</code></td><td>${escape(meaning).replace(/`([^`]*)`/g, '<code>$1</code>')}</td></tr>`;

/** The catalogue of error codes, from the one registry: where the `type` of every problem points. */
export function errorsPage(): string {
  const fieldRows = Object.entries(fieldCodes).sort().map(fieldRow);
  const rows = (Object.keys(errorRegistry) as ErrorCode[]).sort().map(row);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>五台 · 错误代码 · Wutai error codes</title>
<style>
body { font-family: sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.5; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid #ddd; vertical-align: top; }
tr:target { background: #fff3c4; }
</style>
</head>
<body>
<h1>错误代码 · Error codes</h1>
<p>每个 4xx 和 5xx 回答都是 <code>application/problem+json</code>（RFC 9457）；程序请依据 <code>code</code> 判断，<code>title</code> 供人阅读，反馈问题时请附上 <code>traceId</code>。</p>
<p lang="en">Every 4xx and 5xx is <code>application/problem+json</code> (RFC 9457). Programs go by <code>code</code>, people read <code>title</code>; quote <code>traceId</code> when you ask about one. <code>errors</code> names each wrong field: a JSON pointer into the body, <code>?name</code> for a query parameter, <code>{name}</code> for a part of the path.</p>
<table>
<thead><tr><th>code</th><th>status</th><th>说明</th><th>meaning</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<h2 id="fields">单个字段 · Single fields</h2>
<p><code>errors[].code</code>；<code>message</code> 以请求的语言说明。<span lang="en">What <code>errors[].code</code> says of one field; its <code>message</code> says it in the language of the request.</span></p>
<table>
<thead><tr><th>code</th><th>meaning</th></tr></thead>
<tbody lang="en">
${fieldRows.join('\n')}
</tbody>
</table>
<p><a href="/docs">接口文档 · API reference</a></p>
</body>
</html>
`;
}
