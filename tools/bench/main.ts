/** `npm run bench <name>`: runs tools/bench/<name>.ts, whose last line is what it measured, as JSON. */
const [, , name = ''] = process.argv;
if (!/^[a-z]+$/.test(name))
  throw new Error('Which bench? npm run bench events | gateway | members | scoring');
await import(`./${name}.js`);
