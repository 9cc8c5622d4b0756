/** Whether people who are there already are an error, or have their records brought up to date. */
export const rosterModes = ['create', 'update'] as const;
export type RosterMode = (typeof rosterModes)[number];
