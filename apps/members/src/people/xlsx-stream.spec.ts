import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { xlsxOf } from './xlsx-stream.js';

describe('a workbook that is written as it is read', () => {
  it('leaves its rows closed when nobody reads on', async () => {
    let closed = false;
    let given = 0;
    async function* rows(): AsyncGenerator<string[][]> {
      try {
        for (;;) {
          given += 1;
          yield Array.from({ length: 500 }, () => [Math.random().toString(36)]);
          await setImmediate();
        }
      } finally {
        closed = true;
      }
    }
    const stream = Readable.from(xlsxOf('名册', rows()), { objectMode: false });
    stream.on('data', () => {
      if (given > 3) stream.destroy();
    });
    await once(stream, 'close');
    for (let turn = 0; turn < 100 && !closed; turn++) await setImmediate();
    expect(closed).toBe(true);
  });
});
