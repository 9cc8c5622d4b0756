/**
 * The passwords that are tried first, as far as they have ten characters: what lists of breached ones begin with, and
 * the habits behind them, Chinese ones among them. Kept as words and what is hung onto them, so that a short page says
 * some ten thousand of them. Everything in lower case.
 */

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Taken as they stand. */
const whole = new Set(
  list(`
    1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 1qaz2wsx3edc 1qazxsw23edc zaq12wsxcde3 !qaz2wsx3edc 1qaz@wsx3edc
    qazwsxedcrfv qazwsx123456 1029384756 1472583690 0147258369 1593572468 7894561230 0123698745 1478963250
    3.1415926535 3141592653 3141592654 31415926535 1123581321 1357924680 2468013579 0246813579
    woaini1314520 woaini5201314 5201314520 1314520520 5201314521 5845201314 5845211314 7758521521 7758258521 1314521521
    147852369a 123qweasdzxc qweasdzxc123 qwe123asd456 asdf1234567 zxcvbnmasdfg asdfghjklzxcvbnm qwertyuiopasdfghjkl
    administrator basketball strawberry manchester christopher chocolate1 butterfly1 liverpool1 elizabeth1 alexander1
    barcelona1 metallica1 spiderman1 slipknot666 volleyball jacqueline cheerleader california undertaker sweetheart
    blink182blink eminem1234 trustno1trustno iloveyou12 iloveyou2you iloveyouso iloveyou4ever mynameismyname
    letmeinnow letmeinplease correcthorsebatterystaple correct-horse-battery-staple qwerty1234567890 abcdefg1234567
    abcd123456789 a1b2c3d4e5 a1b2c3d4e5f6 1a2b3c4d5e 1a2b3c4d5e6f aa11bb22cc aa12345678910 zhongguo123456 wodemima123
    mima123456 mimashishenme nishizhuwoaini woaizhongguo renminbi888 zhonghuarenmin gongchandang zhongguogongchandang
    buzhidaomima meiyoumima wangjimima wojiushiwo
  `),
);

/** Words that most lists are made of. */
const words = list(`
  password passwd passw0rd p@ssword p@ssw0rd pa$$word pa$$w0rd pass word qwerty qwertyu qwertyui qwertyuiop qwert qwer qwe
  asdf asdfg asdfgh asdfghjk asdfghjkl asd zxc zxcv zxcvb zxcvbn zxcvbnm qaz qazwsx wsx 1qaz2wsx 1q2w3e4r 1q2w3e abc abcd
  abcde abcdef abcdefg abcdefgh admin administrator root user test guest login welcome letmein changeme default master
  manager system server oracle mysql postgres redis windows computer internet monkey dragon football baseball superman
  batman sunshine princess shadow michael jordan charlie iloveyou lovely love angel secret freedom whatever samsung iphone
  apple google pokemon killer soccer hello starwars
  woaini woaiwo woaiwojia woaizuguo aini nihao wode mima zhongguo china beijing shanghai shenzhen shanxi taiyuan datong
  zhang wang li zhao liu chen yang huang zhou wu xiaoming laopo laogong baobei gege jiejie mama baba tianshi xingfu kuaile
  kaixin fada facai long feng tiger caonima nishishui wojia
  dangyuan dangwei dangzhibu dangjian zhibu gongchandang meikuang meitan kuangshan kuanggong anquan admin@ root@
`);

/** What is hung before or behind them. */
const tails = new Set([
  ...list(`
    1 12 123 1234 12345 123456 1234567 12345678 123456789 1234567890 0 01 001 007 0123 0123456789 9876543210 987654321 87654321
    7654321 654321 54321 4321 321 123123 123321 12321 112233 11223344 1122334455 1212 121212 1313 131313 111 1111 11111
    111111 11111111 000 0000 000000 00000000 222222 333333 555555 666 6666 666666 66666666 888 8888 888888 88888888 999 9999
    999999 168 1688 518 5188 520 5200 520520 521 521521 1314 13141314 1314520 1314521 5201314 5211314 520131400 7758521 7758258
    147258369 159357 147852 258369 789456 456789 456 789 abc abc123 123abc qwe qwe123 123qwe asd asd123 qaz 1qaz 1q2w3e 1q2w3e4r
    a aa aaa q qq qqq x z ! !! !!! !@# !@#$ !@#$% @123 @1234 @12345 @123456 #123 #1234 _123 -123 .123 123! 123!@# 1234! 123456!
    123. 123456. ... ** @ # $
  `),
  ...Array.from({ length: 81 }, (_, i) => String(1950 + i)),
  ...Array.from({ length: 21 }, (_, i) => `@${2010 + i}`),
]);

/** Written down a keyboard, in the alphabet or in numbers; and the other way round. */
const rows = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop[]',
  'asdfghjkl;',
  'zxcvbnm,./',
].flatMap((row) => [row, [...row].reverse().join('')]);
const LONGEST_BLOCK = 5;
const FEW_LETTERS = /^[a-z]{1,4}$/;

/** 1111111111, 1212121212, abcabcabca: a few characters over and over. */
function repeats(password: string): boolean {
  return Array.from({ length: LONGEST_BLOCK }, (_, i) => i + 1).some((length) =>
    password.startsWith(password.slice(length)),
  );
}

const runs = (password: string): boolean => rows.some((row) => `${row}${row}`.includes(password));

/** qwe123456789, 123456789a, woaini5201314: a word and a tail, in either order; or a word or a tail twice. */
function isWordAndTail(password: string): boolean {
  for (let at = 1; at < password.length; at++) {
    const [front, back] = [password.slice(0, at), password.slice(at)];
    const isTail = [tails.has(front), tails.has(back)] as const;
    if (isTail[0] && isTail[1]) return true;
    if (isTail[1] && (wordSet.has(front) || FEW_LETTERS.test(front))) return true;
    if (isTail[0] && (wordSet.has(back) || FEW_LETTERS.test(back))) return true;
    if (wordSet.has(front) && wordSet.has(back)) return true;
  }
  return false;
}

const wordSet = new Set(words);

/** @param password in lower case, NFKC. */
export function isCommonPassword(password: string): boolean {
  return whole.has(password) || repeats(password) || runs(password) || isWordAndTail(password);
}
