/** The places at which the fault tests may strike, each named by what has just happened there. */
export const failpoints = [
  'relay.claimed',
  'relay.sent',
  'inbox.handled',
  'chunk.claimed',
  'chunk.scored',
  'chunk.committed',
  'run.sealed',
  'run.published',
  'import.applied',
] as const;
export type Failpoint = (typeof failpoints)[number];

/** `kill`: the process dies at once, as by a power cut; `stop`: it stands still until it is sent SIGCONT. */
const signals = { kill: 'SIGKILL', stop: 'SIGSTOP' } as const;

interface Armed {
  readonly signal: (typeof signals)[keyof typeof signals];
  /** How often the place is still passed unharmed. */
  spare: number;
}

const armed = new Map<string, Armed>();

const strikeThisProcess = (signal: Armed['signal']): void => {
  process.kill(process.pid, signal);
};
let strike = strikeThisProcess;

export class UnknownFailpoint extends Error {}

/**
 * Arms this process: `chunk.scored=kill@3, relay.sent=stop` dies when a chunk is scored for the third time, and stands
 * still when the relay has sent for the first. Configuration refuses this in production.
 */
export function armFailpoints(spec: string, how = strikeThisProcess): void {
  armed.clear();
  strike = how;
  for (const part of spec.split(',').map((text) => text.trim())) {
    if (part === '') continue;
    const match = /^([a-z_.]+)=(kill|stop)(?:@([1-9]\d*))?$/.exec(part);
    const [, name = '', action = '', time = '1'] = match ?? [];
    if (!(failpoints as readonly string[]).includes(name)) throw new UnknownFailpoint(part);
    armed.set(name, { signal: signals[action as keyof typeof signals], spare: Number(time) - 1 });
  }
}

/** Strikes here when armed for this place; costs a look into an empty map otherwise. */
export function failpoint(name: Failpoint): void {
  const here = armed.get(name);
  if (!here) return;
  if (here.spare > 0) {
    here.spare -= 1;
    return;
  }
  armed.delete(name);
  strike(here.signal);
}
