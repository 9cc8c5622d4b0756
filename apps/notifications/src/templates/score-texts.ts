import { type Grade, terms } from '#libs/contracts';
import type { Template } from './template.js';
import { monthInWords } from './written-days.js';

export interface ScoreParams {
  readonly month: string;
  /** Hundredths of a point; null: not scored. */
  readonly score: number | null;
  readonly grade: Grade | null;
  /** The month was published before, and this differs from what was told then. */
  readonly corrected?: boolean;
}

const points = (hundredths: number): string => (hundredths / 100).toFixed(2);

interface Words {
  readonly month: string;
  readonly result: string;
  readonly short: string;
  /** What it is called, and what has become of it. */
  readonly assessment: string;
  readonly done: string;
}

function zh(params: ScoreParams): Words {
  const words = {
    month: monthInWords(params.month, 'zh'),
    assessment: params.corrected ? '考核更正' : '考核',
    done: params.corrected ? '已更正' : '已公布',
  };
  if (params.score === null)
    return {
      ...words,
      short: '不计分',
      result: '不计分：没有适用的考核项目，或按规定不参加考核',
    };
  const score = points(params.score);
  if (params.grade === null)
    return { ...words, short: `${score}分`, result: `得${score}分，不评等次` };
  const grade = terms[params.grade].zh;
  return { ...words, short: `${score}分（${grade}）`, result: `得${score}分，等次为${grade}` };
}

function en(params: ScoreParams): Words {
  const words = {
    month: monthInWords(params.month, 'en'),
    assessment: params.corrected ? 'corrected assessment' : 'assessment',
    done: params.corrected ? 'is corrected' : 'is published',
  };
  if (params.score === null)
    return {
      ...words,
      short: 'not scored',
      result: 'not scored: no item applied, or the rules exempt from the assessment',
    };
  const score = points(params.score);
  if (params.grade === null)
    return { ...words, short: score, result: `${score} points, not graded` };
  const grade = terms[params.grade].en;
  return { ...words, short: `${score} (${grade})`, result: `${score} points, ${grade}` };
}

/** A text about an organization whose name the directory does not know yet still reads well. */
function organizationScore(fallback: {
  readonly zh: string;
  readonly en: string;
}): Template<ScoreParams> {
  return {
    zh: (params, { organizationName }) => {
      const name = organizationName ?? fallback.zh;
      const { month, short, result, assessment, done } = zh(params);
      return {
        title: `${name}${month}${assessment}：${short}`,
        body: `${name}${month}的考核结果${done}：${result}。`,
      };
    },
    en: (params, { organizationName }) => {
      const name = organizationName ?? fallback.en;
      const { month, short, result, done } = en(params);
      return {
        title: `${name}, ${month}${params.corrected ? ', corrected' : ''}: ${short}`,
        body: `The assessment of ${name} for ${month} ${done}: ${result}.`,
      };
    },
  };
}

/** What is told of published scores. */
export const scoreTexts = {
  'score.member': {
    zh: (params) => {
      const { month, short, result, assessment, done } = zh(params);
      return {
        title: `您${month}的${assessment}：${short}`,
        body: `您${month}的考核结果${done}：${result}。每一项的依据可在本人得分中查看；如有疑问，请向所在党支部提出。`,
      };
    },
    en: (params) => {
      const { month, short, result, assessment, done } = en(params);
      return {
        title: `Your ${assessment} for ${month}: ${short}`,
        body: `Your assessment for ${month} ${done}: ${result}. Every line and its sources are in your own scores; ask your branch if something seems wrong.`,
      };
    },
  },
  'score.group': organizationScore({ zh: '您的党小组', en: 'your group' }),
  'score.branch': organizationScore({ zh: '您的党支部', en: 'your branch' }),
} as const satisfies Record<string, Template<ScoreParams>>;
