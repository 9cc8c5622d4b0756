import { letterView } from './letter-view.js';
import { addressesOf } from './page-layout.js';
import { wordsIn } from './words.js';

const zh = wordsIn('zh');
const addresses = addressesOf('3r8v0kq2m9x7c4hd5wtb6nfpaj', zh, false);
const letter = {
  status: 'valid',
  number: '2026-0012',
  fromName: '综采一队党支部',
  toName: '<img src=x onerror=alert(1)>',
  name: '张*',
};

describe('the page of a letter', () => {
  it('says what it is worth, and what to compare with the paper', () => {
    const page = letterView(letter, zh, addresses);
    for (const said of ['介绍信有效', '2026-0012', '张*', '综采一队党支部'])
      expect(page).toContain(said);
    expect(page).not.toContain('<img');
    // There is nothing more to see for whoever logs in.
    expect(page).not.toContain(addresses.logIn);
  });

  it.each([
    ['expired', '介绍信已过期'],
    ['used', '介绍信已使用'],
    ['of_tomorrow', 'of_tomorrow'],
  ])('that is %s says so', (status, said) => {
    expect(letterView({ ...letter, status }, zh, addresses)).toContain(`<h1>${said}</h1>`);
  });
});
