const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** 2026年10月, October 2026. */
export function monthInWords(text: string, language: 'zh' | 'en'): string {
  const [year = '', month = ''] = text.split('-');
  return language === 'zh'
    ? `${year}年${Number(month)}月`
    : `${englishMonths[Number(month) - 1] ?? month} ${year}`;
}

/** 2026年12月1日, 1 December 2026. */
export function dayInWords(text: string, language: 'zh' | 'en'): string {
  const month = monthInWords(text, language);
  const day = Number(text.slice(8));
  return language === 'zh' ? `${month}${day}日` : `${day} ${month}`;
}
