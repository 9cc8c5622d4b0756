/**
 * For the transactions of a run: a whole country's roster takes longer, and more to sort it, than a request may. None
 * of them waits for anything but the database, so one that stands still was left by its worker and is in the way. What
 * they read lies on disks that do not turn: a key read in order is better than a sort.
 */
export const LONG_WORK = `set local statement_timeout = '15min'; set local work_mem = '64MB';
  set local random_page_cost = 1.1; set local idle_in_transaction_session_timeout = '10s'`;
