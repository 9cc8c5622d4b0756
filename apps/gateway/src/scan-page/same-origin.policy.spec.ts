import { isForeign } from './same-origin.policy.js';

const host = 'wutai.example';

describe('a form that was sent', () => {
  it.each<[string, string | undefined, string | undefined, boolean]>([
    ['by this page', 'same-origin', 'https://wutai.example', false],
    ['again, by reloading', 'none', undefined, false],
    ['by a page of a neighbour', 'same-site', 'https://other.wutai.example', true],
    ['by a page of somebody else', 'cross-site', 'https://evil.example', true],
    ['by one that says this origin and is none', 'cross-site', 'https://wutai.example', true],
    ['by this page, in an older browser', undefined, 'https://wutai.example', false],
    ['by somebody else, in an older browser', undefined, 'https://evil.example', true],
    ['to another port', undefined, 'https://wutai.example:8443', true],
    ['by who names no origin', undefined, undefined, false],
    ['by who hides the origin', undefined, 'null', true],
    ['by who names nonsense', undefined, 'nonsense', true],
  ])('%s', (_what, fetchSite, origin, foreign) => {
    expect(isForeign({ fetchSite, origin, host })).toBe(foreign);
  });

  it('with the cookie that foreign forms have not, and a hidden origin, is the page’s own', () => {
    expect(isForeign({ fetchSite: undefined, origin: 'null', host }, true)).toBe(false);
    expect(isForeign({ fetchSite: 'cross-site', origin: 'null', host }, true)).toBe(true);
  });

  it('knows the port that goes without saying', () => {
    const origin = 'https://wutai.example';
    expect(isForeign({ fetchSite: undefined, origin, host: 'wutai.example:443' })).toBe(false);
  });
});
