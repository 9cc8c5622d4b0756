import { nameKeys } from './name-keys.js';

describe('the keys of a name', () => {
  it.each([
    ['张三', 'zhangsan', 'zs'],
    // Characters that are read otherwise where they are a surname.
    ['曾国强', 'zengguoqiang', 'zgq'],
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['仇英', 'qiuying', 'qy'],
    ['解缙', 'xiejin', 'xj'],
    ['查良镛', 'zhaliangyong', 'zly'],
    ['任重', 'renzhong', 'rz'],
    ['尉迟恭', 'yuchigong', 'ycg'],
    ['欧阳修', 'ouyangxiu', 'oyx'],
    ['吕布', 'lvbu', 'lb'],
    ['买买提·吐尔逊', 'maimaitituerxun', 'mmttex'],
    ['Zoe', 'zoe', 'zoe'],
  ])('%s: %s, %s', (name, pinyin, initials) => {
    expect(nameKeys(name)).toEqual({ pinyin, initials });
  });
});
