const LIMIT_MS = 15_000;
const STEP_MS = 20;

/** Waits for what an event brings about: asks again until `check` stops throwing. */
export async function eventually<T>(
  check: () => Promise<T> | T,
  limitMs: number = LIMIT_MS,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise<void>((resolve) => {
        setTimeout(resolve, STEP_MS);
      });
    }
  }
}
