import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser, picturesFolder } from './setup/browser.js';
import { setOwnPhoto } from './setup/photo.js';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import { accountPassword, buildWorld } from './setup/world.js';

const sizes = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const;

const executablePath = findBrowser();

/** What a browser does with the scan page; where there is none, that is said, and nothing fails. */
describe('the scan page in a browser', () => {
  if (executablePath === undefined) {
    it('NOT TRIED: no Chromium on the PATH, and TEST_BROWSER names none', () => {
      process.stderr.write('scan-page-browser: there is no browser, nothing was tried\n');
    });
    return;
  }
  let suite: TestSuite;
  let browser: Browser;
  let code: string;
  beforeAll(async () => {
    await mkdir(picturesFolder(), { recursive: true });
    suite = await startTestSuite();
    const { own } = await buildWorld(suite);
    await setOwnPhoto(suite, own, '#3a6ea5');
    code = (await own.member.get<{ code: string }>('/v1/me/code')).code;
    // In a container of root's there is no sandbox to be had, and nothing is opened but our own page.
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await suite.stop();
  });

  /** What is shown fits, has its heading in view, and is kept as a picture. */
  const look = async (page: Page, heading: string, picture: string): Promise<void> => {
    const title = page.locator('h1');
    expect(await title.textContent()).toBe(heading);
    expect(await title.isVisible()).toBe(true);
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await page.screenshot({ path: join(picturesFolder(), `${picture}.png`), fullPage: true });
  };

  /** By keys alone, as far as the element that has the focus is the one that is wanted. */
  const tabTo = async (page: Page, selector: string): Promise<void> => {
    for (let press = 0; press < 10; press += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`))
        return;
    }
    throw new Error(`the tab key does not lead to ${selector}`);
  };

  for (const [name, viewport] of Object.entries(sizes))
    for (const javaScriptEnabled of [true, false])
      it(`fits on a ${name}, and the member logs in by keyboard, scripts ${javaScriptEnabled ? 'allowed' : 'off'}`, async () => {
        const context = await browser.newContext({
          viewport,
          javaScriptEnabled,
          locale: 'zh-CN',
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        const foreign: string[] = [];
        const complaints: string[] = [];
        page.on('request', (one) => {
          if (!one.url().startsWith(suite.url) && !one.url().startsWith('data:'))
            foreign.push(one.url());
        });
        page.on('console', (one) => {
          // A status of 401 is told there too, and is what was asked for.
          if (one.type() === 'error' && !one.text().includes('401')) complaints.push(one.text());
        });
        await page.goto(`${suite.url}/q/${code}`);
        await look(page, '二维码有效', `${name}-stranger`);
        await tabTo(page, 'a[href$="/login"]');
        await page.keyboard.press('Enter');
        await page.waitForURL('**/login');
        await look(page, '登录', `${name}-log-in`);
        await tabTo(page, '#username');
        await page.keyboard.type('member-A');
        await page.keyboard.press('Tab');
        await page.keyboard.type('not-the-password');
        await page.keyboard.press('Enter');
        await page.locator('[role=alert]').waitFor();
        await look(page, '登录', `${name}-wrong-password`);
        await tabTo(page, '#password');
        await page.keyboard.type(accountPassword);
        await page.keyboard.press('Enter');
        await page.waitForURL(`**/q/${code}`);
        await look(page, 'A员2', `${name}-self`);
        expect(await page.evaluate('document.querySelector("img.photo").naturalWidth')).toBe(30);
        await tabTo(page, 'form button');
        await page.keyboard.press('Enter');
        await page.getByText('登录查看更多').waitFor();
        await look(page, '二维码有效', `${name}-logged-out`);
        await page.goto(`${suite.url}/q/unknown`);
        await look(page, '二维码无效', `${name}-unknown`);
        expect({ foreign, complaints: complaints.filter((one) => !one.includes('404')) }).toEqual({
          foreign: [],
          complaints: [],
        });
        await context.close();
      });
});
