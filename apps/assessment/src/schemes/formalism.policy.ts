import type { FieldError, Message } from '#libs/contracts';
import { formalismClause } from '../facts/formalism-clause.js';
import { findMetric } from '../facts/metrics.js';
import type { Indicator, Scheme } from './scheme.js';

/** Words that give an indicator away whose metric looks harmless. */
const words: readonly { readonly pattern: RegExp; readonly zh: string; readonly en: string }[] = [
  { pattern: /登录|上线次数|log[ -]?ins?\b/i, zh: '登录次数', en: 'log-ins' },
  {
    pattern: /连续签到|每日签到|打卡|check[ -]?ins?\b|streak/i,
    zh: '连续签到',
    en: 'check-in streaks',
  },
  { pattern: /点赞|\blikes?\b|thumbs?[ _-]?up/i, zh: '点赞', en: 'likes' },
  { pattern: /评论数|跟帖|\bcomments?\b/i, zh: '评论', en: 'comments' },
  { pattern: /转发|分享次数|\bshares?\b|\breposts?\b/i, zh: '转发分享', en: 'shares' },
  { pattern: /网络投票|网上投票|在线投票|online[ _]vot/i, zh: '网络投票', en: 'online votes' },
  {
    pattern:
      /在线时长|学习时长|停留|浏览时长|dwell|time online|online[ _](time|minutes|hours)|screen time/i,
    zh: '在线时长',
    en: 'time spent online',
  },
];

function objection(indicator: Indicator): Message | undefined {
  const { formalism } = findMetric(indicator.metric) ?? {};
  if (formalism) return formalism;
  const said = [indicator.key.replaceAll('_', ' '), indicator.title.zh, indicator.title.en];
  const found = words.find(({ pattern }) => said.some((text) => pattern.test(text)));
  return found && formalismClause(found.zh, found.en);
}

/** The indicators that reward traces left on a screen rather than work done, each with the clause against it. */
export function formalisms(scheme: Scheme, at = ''): FieldError[] {
  return scheme.indicators.flatMap((indicator, index) => {
    const message = objection(indicator);
    return message ? [{ pointer: `${at}/indicators/${index}`, code: 'formalism', message }] : [];
  });
}
