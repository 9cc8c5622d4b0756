/**
 * Positions in the feed are numbers of transactions, which begin anew on the server that a backup is restored to. What
 * has one that is still to come would be told when the server gets there, in months perhaps; so it is told as of now.
 */
export const restoredFeed = `
update directory_feed set xid = pg_current_xact_id() where xid > pg_current_xact_id();
update exemptions set xid = pg_current_xact_id() where xid > pg_current_xact_id();
update sessions set ended_xid = pg_current_xact_id() where ended_xid > pg_current_xact_id();
`;
