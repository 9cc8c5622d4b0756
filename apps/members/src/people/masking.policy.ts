/** 11010519491231002X → 1101**********002X: enough to compare with a card in hand, too little to use. */
export function maskCitizenNumber(number: string): string {
  return `${number.slice(0, 4)}**********${number.slice(-4)}`;
}

/** 13812345678 → 138****5678; of short numbers only the last two digits are shown. */
export function maskPhone(phone: string): string {
  if (phone.length < 11) return `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`;
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** 张伟 → 张*: whoever holds the paper knows the rest. How long the name is, is not told. */
export function maskName(name: string): string {
  return `${[...name][0] ?? ''}*`;
}

/** 山西省忻州市五台县… → 山西省忻州市****: the town at most, and never more than a third of it. */
export function maskAddress(address: string): string {
  const shown = Math.min(6, Math.floor(address.length / 3));
  return `${address.slice(0, shown)}****`;
}
