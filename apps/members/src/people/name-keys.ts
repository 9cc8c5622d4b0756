import { pinyin } from 'pinyin-pro';
import { searchKey } from './name-search.policy.js';

/** By what a name is found besides itself. */
export interface NameKeys {
  /** 买买提·吐尔逊 → 买买提吐尔逊; null for a name that is so itself. */
  readonly key: string | null;
  /** 张三 → zhangsan. */
  readonly pinyin: string;
  /** 张三 → zs. */
  readonly initials: string;
}

/** Surnames are read as surnames: 曾 zeng, 单 shan, 仇 qiu, 解 xie, 查 zha. */
export function nameKeys(name: string): NameKeys {
  const syllables = pinyin(name, {
    mode: 'surname',
    surname: 'head',
    toneType: 'none',
    type: 'array',
    v: true,
  }).map(searchKey);
  const key = searchKey(name);
  return {
    key: key === name ? null : key,
    pinyin: syllables.join(''),
    initials: syllables.map(firstCharacter).join(''),
  };
}

/** What has no pinyin stands for itself: a character, be it of two code units (𠮷). */
const firstCharacter = (syllable: string): string => [...syllable][0] ?? '';
