import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  update(phase: string, done: number, total: number): void;
  stop(): void;
}

/** A bar where somebody watches; a line a phase where the output goes to a file. */
export function showProgress(title: string): Progress {
  return process.stdout.isTTY ? bar(title) : lines(title);
}

function bar(title: string): Progress {
  const single = new SingleBar(
    {
      format: `  ${title} {bar} {percentage}%  {value}/{total}  {phase}`,
      hideCursor: true,
      barsize: 30,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update(phase, done, total) {
      if (!started) single.start(total, done, { phase });
      started = true;
      single.setTotal(total);
      single.update(done, { phase });
    },
    stop() {
      if (started) single.stop();
    },
  };
}

function lines(title: string): Progress {
  let last = '';
  return {
    update(phase, done, total) {
      const quarter = total === 0 ? 4 : Math.floor((done / total) * 4);
      const line = `  ${title} ${quarter * 25}%  ${phase}`;
      if (line !== last) console.log(line);
      last = line;
    },
    stop() {
      last = '';
    },
  };
}
