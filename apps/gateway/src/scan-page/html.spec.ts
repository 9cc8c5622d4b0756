import { markup } from './html.js';

const hostile = `<img src=x onerror="alert('1')">&\``;

describe('a template', () => {
  it('escapes every value, in text and in attributes', () => {
    const { text } = markup`<p title="${hostile}">${hostile}</p>`;
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&#96;';
    expect(text).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('takes what another has made as it is, alone and in lists, and escapes what stands beside it', () => {
    const items = ['<b>', '&'].map((one) => markup`<li>${one}</li>`);
    expect(markup`<ul>${items}${['<i>']}</ul>`.text).toBe(
      '<ul><li>&lt;b&gt;</li><li>&amp;</li>&lt;i&gt;</ul>',
    );
  });

  it('leaves nothing where nothing is, and writes zero', () => {
    expect(markup`${null}|${undefined}|${false}|${0}|${''}`.text).toBe('|||0|');
  });
});
