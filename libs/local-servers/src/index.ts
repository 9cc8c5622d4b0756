export { LocalServerError, type LocalServer } from './local-server.js';
export { choosePort, freePort, isFree } from './port.js';
export { startPostgres } from './postgres.js';
export { startRedis } from './redis.js';
