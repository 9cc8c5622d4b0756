/**
 * What may be decided of a probation within the Party (留党察看). It is a sanction, of full members, and nothing of the
 * probation of who is admitted (预备期).
 */
export const partyProbationOutcomes = ['imposed', 'extended', 'ended'] as const;
export type PartyProbationOutcome = (typeof partyProbationOutcomes)[number];
