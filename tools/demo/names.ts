import type { Random } from './random.js';

/** The commonest family names, roughly by how common they are, with names of minorities among them. */
const commonSurnames = [...'王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑'];
const otherSurnames = [
  ...'谢罗梁宋唐许韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾郝龚邵万钱严覃武戴莫孔向汤',
];

const olderMen =
  '德福 长贵 守田 玉山 庆林 树森 广财 有才 福来 兴旺 连生 凤山 宝田 占魁 永祥 金山 喜顺 万和 德顺 春生 洪亮 文治 茂林 存善 绍武 景春 学礼 振东 士杰 传义 同喜 来顺 克俭 敬先 恒昌 瑞林 鸿儒 安民 殿臣 凤鸣 清泉 允武 洪恩 万春 长庚';
const olderWomen =
  '秀兰 玉珍 桂英 淑芬 凤琴 素梅 翠花 月娥 秀云 桂芝 慧珍 玉莲 爱香 荣花 淑贤 春兰 桂珍 素云 玉梅 秋香 巧云 凤兰';
const middleMen =
  '建军 建民 卫东 志刚 永强 国栋 海涛 立新 文斌 学军 广华 庆国 红旗 跃进 新民 富强 胜利 宏伟 云峰 晓东 志远 向阳 长江 金龙 振华 大勇 光明 全福 成林 兆龙 洪涛 志国 春雷 玉柱 传军 兴华 广明 友谊 绍军 明亮 家军 本华 继东 守军 仁杰 光辉';
const middleWomen =
  '红梅 丽华 秀丽 建华 晓燕 海霞 春燕 丽娟 玉红 雪梅 艳红 爱华 淑敏 桂芳 文娟 志英 小红 秋菊 冬梅 丽萍 晓霞 玉华 凤英';
const youngerMen =
  '浩然 子豪 宇航 俊杰 博文 嘉伟 天佑 鹏飞 文轩 泽宇 晨阳 思远 明哲 家豪 旭东 凯旋 绍峰 少阳 一鸣 世杰 志鹏 云飞 浩宇 文博 昊天 振宇 立群 承志 修远 景行 允中 乐山 知行 启航 怀瑾 星河 子墨 书恒 致远 宏毅 弘文 敬之 安邦 亦凡 润泽 沐阳 子谦 瑞霖';
const youngerWomen =
  '雨桐 梦琪 佳怡 思雨 欣悦 雅婷 晓彤 诗涵 婷婷 静怡 文静 若曦 嘉欣 雪莹 紫薇 可欣 语嫣 清扬 采薇 知夏 念慈 书瑶 予安';

const givenNames = {
  male: [olderMen, middleMen, youngerMen].map((names) => names.split(' ')),
  female: [olderWomen, middleWomen, youngerWomen].map((names) => names.split(' ')),
} as const;

const lastYearOfGeneration = [1959, 1982];

/** An ordinary name for somebody of that age; nobody in particular. */
export function personName(random: Random, sex: 'male' | 'female', bornOn: string): string {
  const year = Number(bornOn.slice(0, 4));
  const generation = lastYearOfGeneration.filter((last) => year > last).length;
  const surname = random.pick(random.chance(0.6) ? commonSurnames : otherSurnames);
  return `${surname}${random.pick(givenNames[sex][generation] ?? [])}`;
}
