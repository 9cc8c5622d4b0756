export interface LocalServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

/** Its message tells a person what to do. */
export class LocalServerError extends Error {
  override readonly name: string = 'LocalServerError';
}
