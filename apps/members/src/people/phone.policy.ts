/** A telephone number as people write it: spaces, hyphens, brackets and +86 are forgiven; undefined when it is none. */
export function phoneOf(text: string): string | undefined {
  const phone = text.replace(/[\s()-]/g, '').replace(/^(\+|00)86(?=1\d{10}$)/, '');
  return /^\+?\d{5,20}$/.test(phone) ? phone : undefined;
}
