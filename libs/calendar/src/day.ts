/** Asia/Shanghai has had no daylight saving time since 1991: a constant offset is exact for every date we keep. */
const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The calendar day (`YYYY-MM-DD`) of an instant in Asia/Shanghai. */
export function dayInShanghai(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** True for a day that exists, written `YYYY-MM-DD`. There is no year 0. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (!match || match[1] === '0000') return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The instant at which a clock in Shanghai shows this day and time. */
export function shanghaiInstant(day: string, time: string): Date {
  return new Date(`${day}T${time}:00+08:00`);
}
