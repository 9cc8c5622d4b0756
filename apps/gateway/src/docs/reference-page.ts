import type { Language } from '#libs/http';

const words = {
  zh: { lang: 'zh-CN', title: '五台 · 接口文档', errors: '错误代码', document: 'OpenAPI 文档' },
  en: {
    lang: 'en',
    title: 'Wutai · API reference',
    errors: 'Error codes',
    document: 'OpenAPI document',
  },
} as const;

/** The page that loads Swagger UI. Without scripts it still leads to the document and to the error codes. */
export function referencePage(language: Language): string {
  const { lang, title, errors, document } = words[language];
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<style>
body { margin: 0; }
header { font-family: sans-serif; padding: 1rem 1.25rem; display: flex; gap: 1.25rem; align-items: baseline; }
header h1 { font-size: 1.1rem; margin: 0; }
</style>
</head>
<body>
<header><h1>${title}</h1><a href="/openapi.json">${document}</a><a href="/docs/errors">${errors}</a></header>
<main id="reference"></main>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/reference.js"></script>
</body>
</html>
`;
}

/** Keeps the bearer in the browser between visits, as "Authorize" promises. Asks no validator on the internet. */
export const referenceScript = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  persistAuthorization: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;
