const anyLocalPort = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Exactly the listed origins. On a developer's desk, with no list, whatever runs on the same machine. */
export function allowedOrigins(
  listed: readonly string[],
  environment: 'development' | 'test' | 'production',
): (string | RegExp)[] | '*' {
  if (listed.includes('*')) return '*';
  if (listed.length > 0) return listed.map((origin) => origin.replace(/\/+$/, ''));
  return environment === 'development' ? [anyLocalPort] : [];
}
