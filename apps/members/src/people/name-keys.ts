import { pinyin } from 'pinyin-pro';
import { searchKey } from './name-search.policy.js';

/** By what a name is found besides itself. */
export interface NameKeys {
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
  return {
    pinyin: syllables.join(''),
    initials: syllables.map((syllable) => syllable.slice(0, 1)).join(''),
  };
}
