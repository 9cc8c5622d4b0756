export { freePort } from '#libs/local-servers';
