import { once } from 'node:events';
import { Readable } from 'node:stream';
import { xlsxOf } from './xlsx-stream.js';

describe('a workbook that is written as it is read', () => {
  it('leaves its rows closed when nobody reads on', async () => {
    let tellClosed: () => void;
    const closed = new Promise<void>((resolve) => {
      tellClosed = resolve;
    });
    let given = 0;
    async function* rows(): AsyncGenerator<string[][]> {
      try {
        for (;;) {
          given += 1;
          yield await Promise.resolve(Array.from({ length: 500 }, () => [String(given)]));
        }
      } finally {
        tellClosed();
      }
    }
    const stream = Readable.from(xlsxOf('名册', rows()), { objectMode: false });
    stream.on('data', () => {
      if (given > 3) stream.destroy();
    });
    await once(stream, 'close');
    await closed;
  });
});
