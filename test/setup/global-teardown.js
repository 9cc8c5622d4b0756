export default async function globalTeardown() {
  const servers = globalThis.wutaiTestServers;
  globalThis.wutaiTestServers = undefined;
  await servers?.stop();
}
