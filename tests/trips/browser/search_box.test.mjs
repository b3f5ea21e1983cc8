// SPDX-License-Identifier: GPL-3.0-or-later
// The search box while one types: suggestions by keyboard and pointer, input methods, stale answers, results
// in place, and the way back.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { findViolations } from './axe.mjs';
import { desk, openBrowser, openPage, phone } from './browser.mjs';
import { HelpCentre } from './help_centre.mjs';

describe('The search box', () => {
  let centre;
  let browser;
  let page;
  let complaints;
  let asked;  // addresses, in order
  before(async () => {
    centre = await HelpCentre.open({ people: [] });
    browser = await openBrowser();
    ({ page, complaints } = await openPage(browser, centre.url));
    page.on('request', (request) => asked.push(new URL(request.url())));
  });
  after(async () => {
    await browser?.close();
    await centre?.close();
  });
  beforeEach(() => { asked = []; });

  const box = () => page.getByRole('combobox');
  const options = () => page.getByRole('option');
  const suggestionsFor = () =>
    asked.filter(({ pathname }) => pathname === '/api/v1/suggest').map(({ searchParams }) => searchParams.get('q'));
  const searches = async () => {
    const text = await (await fetch(`${centre.url}/metrics`)).text();
    const lines = text.match(/^firstline_searches_total\{.*\} \d+$/gm);
    return lines.reduce((sum, line) => sum + Number(/\d+$/.exec(line)), 0);
  };

  it('is led to by "/", and not from within a text', async () => {
    await page.goto('/?lang=en');
    assert.equal(await box().evaluate((input) => input === document.activeElement), false);
    await page.keyboard.press('/');
    assert.equal(await box().evaluate((input) => input === document.activeElement), true);
    assert.equal(await box().inputValue(), '');
    await page.keyboard.type('5G/4G');
    assert.equal(await box().inputValue(), '5G/4G');
  });

  it('suggests while one types, announces how many, and logs no search', async () => {
    const before = await searches();
    await page.goto('/?lang=en');
    await box().pressSequentially('reset pas', { delay: 20 });
    await options().first().waitFor();
    assert.equal(await box().getAttribute('aria-expanded'), 'true');
    const count = await options().count();
    await page.getByRole('status').filter({ hasText: `${count} suggestion` }).waitFor({ state: 'attached' });
    assert.match(await options().first().innerText(), /password/i);
    assert.equal(await searches(), before);
    assert.ok(suggestionsFor().length < 'reset pas'.length, 'asks at each pause, not at each letter');
  });

  it('is walked by arrows, and Enter opens the article', async () => {
    await page.goto('/?lang=en');
    await box().fill('reset pas');
    await options().first().waitFor();
    await page.keyboard.press('ArrowDown');
    const first = options().first();
    assert.equal(await first.getAttribute('aria-selected'), 'true');
    assert.equal(await box().getAttribute('aria-activedescendant'), await first.getAttribute('id'));
    await page.keyboard.press('ArrowUp');  // back to what was typed
    assert.equal(await box().getAttribute('aria-activedescendant'), null);
    await page.keyboard.press('ArrowUp');
    assert.equal(await options().last().getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const title = await first.locator('span').first().innerText();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    assert.match(page.url(), /\/articles\//);
  });

  it('is well for axe-core with its list open, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto('/?lang=en');
      await box().fill('wifi');
      await options().first().waitFor();
      await page.keyboard.press('ArrowDown');
      assert.deepEqual(await findViolations(page), []);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('closes its list by Escape, then is emptied by it', async () => {
    await page.goto('/?lang=en');
    await box().fill('wifi');
    await options().first().waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await options().count(), 0);
    assert.equal(await box().getAttribute('aria-expanded'), 'false');
    assert.equal(await box().inputValue(), 'wifi');
    await page.keyboard.press('Escape');
    assert.equal(await box().inputValue(), '');
  });

  it('opens an article by a tap on a phone', async () => {
    const visitor = await openPage(browser, centre.url, { viewport: phone });
    await visitor.page.goto('/?lang=en');
    await visitor.page.getByRole('combobox').fill('wifi slow');
    const option = visitor.page.getByRole('option').first();
    const { height } = await option.boundingBox();
    assert.ok(height >= 44, `${height} px is too low for a thumb`);
    await option.click();
    await visitor.page.waitForURL(/\/articles\//);
    assert.deepEqual(visitor.complaints, []);
  });

  it('does not ask in the middle of a composition', async () => {
    await page.goto('/?lang=th');
    const session = await page.context().newCDPSession(page);
    await box().focus();
    for (const text of ['ร', 'รห', 'รหั']) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await page.waitForTimeout(150);
    }
    assert.deepEqual(suggestionsFor(), []);
    // Enter chooses a candidate then: it searches for nothing.
    await box().dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true });
    await session.send('Input.insertText', { text: 'รหัสผ่าน' });
    await options().first().waitFor();
    assert.deepEqual(suggestionsFor(), ['รหัสผ่าน']);
    assert.match(page.url(), /\/\?lang=th$/);
  });

  it('throws a late answer away', async () => {
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await page.route(/suggest\?q=bill&/, async (route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response }).catch(() => {});  // the page may have given it up
    });
    await page.goto('/?lang=en');
    await box().fill('bill');
    await page.waitForTimeout(200);
    await box().fill('password');
    await options().filter({ hasText: /password/i }).first().waitFor();
    release();
    await page.waitForTimeout(200);
    assert.equal(await options().filter({ hasText: /bill/i }).count(), 0);
    await page.unroute(/suggest\?q=bill&/);
  });

  it('shows results in place, keeps the address in step, and goes back without asking again', async () => {
    await page.goto('/articles/en/internet/wifi-slow');
    await page.evaluate(() => { window.sameDocument = true; });
    const title = await page.title();
    await box().fill('cancel contract');
    await page.keyboard.press('Enter');
    await page.locator('.results').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('q'), 'cancel contract');
    assert.match(await page.title(), /^cancel contract/);
    const first = await page.locator('.results h2').first().innerText();
    const heading = await page.locator('h1').innerText();
    await page.getByRole('status').filter({ hasText: heading }).waitFor({ state: 'attached' });

    await box().fill('roaming');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=roaming/);
    const count = await searches();
    await page.goBack();
    assert.equal(await box().inputValue(), 'cancel contract');
    assert.equal(await page.locator('.results h2').first().innerText(), first);
    await page.goBack();
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await page.title(), title);
    assert.match(page.url(), /wifi-slow$/);
    await page.goForward();
    assert.equal(await box().inputValue(), 'cancel contract');
    assert.equal(await searches(), count);
    assert.equal(await page.evaluate(() => window.sameDocument), true);

    await page.locator('.results a').first().click();
    await page.waitForURL(/\/articles\//);
    assert.equal(new URL(page.url()).search, '', 'the address tells nothing of the search');
    await page.goBack();
    await page.locator('.results').waitFor();
  });

  it('takes an error in place as the browser would', async () => {
    await page.goto('/search?lang=en&q=wifi');
    complaints.splice(0);
    await box().fill('x'.repeat(1200));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /too long/ }).waitFor();
    complaints.splice(0);  // the browser notes the status 414
  });

  it('raised no error and asked nobody else', () => {
    assert.deepEqual(complaints, []);
  });
});

describe('The search box without JavaScript', () => {
  it('is a form', async () => {
    const centre = await HelpCentre.open({ people: [] });
    const browser = await openBrowser();
    try {
      const { page } = await openPage(browser, centre.url, { javaScript: false, viewport: desk });
      await page.goto('/?lang=en');
      await page.getByRole('searchbox').fill('cancel contract');
      await page.getByRole('button', { name: 'Search' }).click();
      await page.locator('.results').waitFor();
      assert.equal(await page.getByRole('searchbox').inputValue(), 'cancel contract');
    } finally {
      await browser.close();
      await centre.close();
    }
  });
});
