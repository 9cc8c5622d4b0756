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
    // No pinyin is known of characters as rare as these.
    ['张𠮷', 'zhang𠮷', 'z𠮷'],
    ['𠮷𡋾三', '𠮷𡋾san', '𠮷𡋾s'],
  ])('%s: %s, %s', (name, pinyin, initials) => {
    expect(nameKeys(name)).toMatchObject({ pinyin, initials });
  });

  it.each([
    ['张三', null],
    ['𠮷三', null],
    ['买买提·吐尔逊', '买买提吐尔逊'],
    ['买买提•吐尔逊', '买买提吐尔逊'],
    ['张 三', '张三'],
    ['Zoe', 'zoe'],
  ])('%s has its signs left out: %s', (name, key) => {
    expect(nameKeys(name)).toMatchObject({ key });
  });
});
