/** For the transactions of a run: a whole country's roster takes longer, and more to sort it, than a request may. */
export const LONG_WORK = `set local statement_timeout = '15min'; set local work_mem = '64MB'`;
