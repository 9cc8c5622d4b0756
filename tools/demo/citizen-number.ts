const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/**
 * The region of a city as a whole. Citizen numbers are issued by its counties and districts, so a number that begins
 * like this is well formed and belongs to nobody.
 */
const REGION = '371300';

/** A citizen number by GB 11643 of nobody: fictional region, day of birth, serial (odd for men), check character. */
export function fictionalCitizenNumber(
  bornOn: string,
  sex: 'male' | 'female',
  order: number,
): string {
  const serial = ((order * 2) % 998) + (sex === 'male' ? 1 : 2);
  const body = `${REGION}${bornOn.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${checkCharacters.charAt(sum % 11)}`;
}
