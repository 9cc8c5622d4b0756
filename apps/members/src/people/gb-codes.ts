/** The national code tables that a person's record uses, complete; names as the standards write them. */

/** GB/T 2261.1 性别 */
export const sexCodes = {
  '0': '未知的性别',
  '1': '男性',
  '2': '女性',
  '9': '未说明的性别',
} as const;
export type SexCode = keyof typeof sexCodes;

const ethnicities =
  '汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 ' +
  '傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 ' +
  '仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 ' +
  '鄂伦春族 赫哲族 门巴族 珞巴族 基诺族';

/** GB/T 3304 中国各民族: 01 to 56 in the order of the standard, 97 and 98. */
export const ethnicityCodes: Readonly<Record<string, string>> = Object.fromEntries([
  ...ethnicities
    .split(' ')
    .map((name, index) => [String(index + 1).padStart(2, '0'), name] as const),
  ['97', '其他'] as const,
  ['98', '外国血统中国籍人士'] as const,
]);

/** GB/T 4658 学历 */
export const educationCodes: Readonly<Record<string, string>> = {
  '10': '研究生教育',
  '11': '博士研究生毕业',
  '12': '博士研究生结业',
  '13': '博士研究生肄业',
  '14': '硕士研究生毕业',
  '15': '硕士研究生结业',
  '16': '硕士研究生肄业',
  '17': '研究生班毕业',
  '18': '研究生班结业',
  '19': '研究生班肄业',
  '20': '大学本科教育',
  '21': '大学本科毕业',
  '22': '大学本科结业',
  '23': '大学本科肄业',
  '28': '大学普通班毕业',
  '30': '大学专科教育',
  '31': '大学专科毕业',
  '32': '大学专科结业',
  '33': '大学专科肄业',
  '40': '中等职业教育',
  '41': '中等专科毕业',
  '42': '中等专科结业',
  '43': '中等专科肄业',
  '44': '职业高中毕业',
  '45': '职业高中结业',
  '46': '职业高中肄业',
  '47': '技工学校毕业',
  '48': '技工学校结业',
  '49': '技工学校肄业',
  '60': '普通高级中学教育',
  '61': '普通高中毕业',
  '62': '普通高中结业',
  '63': '普通高中肄业',
  '70': '初级中学教育',
  '71': '初中毕业',
  '73': '初中肄业',
  '80': '小学教育',
  '81': '小学毕业',
  '83': '小学肄业',
  '90': '其他',
};

/** GB/T 4762 政治面貌 */
export const politicalStatusCodes = {
  '01': '中国共产党党员',
  '02': '中国共产党预备党员',
  '03': '中国共产主义青年团团员',
  '04': '中国国民党革命委员会会员',
  '05': '中国民主同盟盟员',
  '06': '中国民主建国会会员',
  '07': '中国民主促进会会员',
  '08': '中国农工民主党党员',
  '09': '中国致公党党员',
  '10': '九三学社社员',
  '11': '台湾民主自治同盟盟员',
  '12': '无党派民主人士',
  '13': '群众',
} as const;

/** Of who is no member of the Party: the first two are what a membership says. */
export const politicalStatusesOfOthers = Object.keys(politicalStatusCodes)
  .filter((code) => code > '02')
  .sort();

/** What people write instead of the standard's names. */
const sexAliases: Readonly<Record<string, SexCode>> = {
  男: '1',
  女: '2',
  male: '1',
  female: '2',
  m: '1',
  f: '2',
  未知: '0',
  未说明: '9',
};

const educationAliases: Readonly<Record<string, string>> = {
  研究生: '10',
  博士: '11',
  博士研究生: '11',
  硕士: '14',
  硕士研究生: '14',
  大学: '20',
  本科: '20',
  大学本科: '20',
  大学普通班: '28',
  大专: '30',
  专科: '30',
  大学专科: '30',
  中专: '41',
  中等专科: '41',
  职高: '44',
  职业高中: '44',
  技校: '47',
  技工学校: '47',
  高中: '60',
  普通高中: '60',
  初中: '70',
  小学: '80',
};

const byName = (codes: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(codes).map(([code, name]) => [name, code]));

const sexNames = byName(sexCodes);
const ethnicityNames = byName(ethnicityCodes);
const educationNames = byName(educationCodes);

const own = (record: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** A code or a name as people write them; undefined when it is neither. */
export function sexCode(text: string): SexCode | undefined {
  if (Object.hasOwn(sexCodes, text)) return text as SexCode;
  return (own(sexAliases, text.toLowerCase()) ?? sexNames.get(text)) as SexCode | undefined;
}

export function ethnicityCode(text: string): string | undefined {
  // A number cell loses the zero in front.
  const code = /^\d$/.test(text) ? `0${text}` : text;
  if (Object.hasOwn(ethnicityCodes, code)) return code;
  return ethnicityNames.get(text) ?? ethnicityNames.get(`${text}族`);
}

export function educationCode(text: string): string | undefined {
  if (Object.hasOwn(educationCodes, text)) return text;
  return educationNames.get(text) ?? own(educationAliases, text);
}
