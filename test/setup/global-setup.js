import { register } from 'tsx/esm/api';

/**
 * Jest loads this file as it is, so it is JavaScript and lets tsx read the rest. Two projects name it; it works once.
 */
export default async function globalSetup() {
  if (globalThis.wutaiTestServers) return;
  const unregister = register();
  const { startTestServers } = await import('./servers.ts');
  globalThis.wutaiTestServers = await startTestServers();
  await unregister();
}
