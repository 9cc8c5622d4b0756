/** Whether a person is exempt from attendance on a day, by an exemption that the members service told of. */
export const exemptOn = (person: string, day: string): string =>
  `exists (select from directory_exemptions exemption
    where exemption.person_id = ${person} and exemption.starts_on <= ${day}
      and (exemption.ends_on is null or exemption.ends_on > ${day}))`;

/**
 * Whether an attendance rests on such an exemption. For what reason somebody is exempt is known to the members service
 * alone, while whoever records somebody else as exempt must say why: so it is the one without a reason.
 */
export const isByExemption = (attendance: string): string =>
  `(${attendance}.status = 'exempt' and ${attendance}.reason is null)`;
