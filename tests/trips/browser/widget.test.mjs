// SPDX-License-Identifier: GPL-3.0-or-later
// The help button in the page of a company at another origin, whose content policy lets in nothing but our
// scripts and our answers, and whose styles would spoil anything they reached.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';

import { findViolations } from './axe.mjs';
import { assertFits, openBrowser, openPage, phone } from './browser.mjs';
import { customersBrowser, HelpCentre } from './help_centre.mjs';
import { words } from './interface_words.mjs';
import { run } from './programs.mjs';

const hostileStyle = `html { font-size: 4px } * { display: none !important; color: red !important }
  html, body { display: block !important; direction: rtl !important }`;

const arabicArticle = `---
title: نسيت كلمة المرور
category: الحساب
---
اختر كلمة مرور جديدة من صفحة الحساب.
`;

/// A company's pages: "/?lang=th" embeds the widget in that language, "/hostile" has styles against all.
async function openCompany(site) {
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://company');
    const isHostile = pathname === '/hostile';
    const styles = isHostile ? "; style-src 'unsafe-inline'" : '';
    const policy = `default-src 'none'; script-src ${site}; connect-src ${site}${styles}`;
    const style = isHostile ? `<style>${hostileStyle}</style>` : '';
    const label = pathname === '/label' ? ' data-label="Ask Lumena"' : '';
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy });
    response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>A company</title>
      <meta name="viewport" content="width=device-width">${style}
      <script src="${site}/widget.js${search}" defer${label}></script>
      <main><h1>A company</h1><p>Its words.</p></main></html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

describe('The widget', () => {
  let centre;
  let company;
  let browser;
  before(async () => {
    centre = await HelpCentre.open({ people: [] });
    await centre.write('ar/account/password', arabicArticle);  // the sample has none from right to left
    await centre.publish();
    company = await openCompany(centre.url);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    company?.close();
    await centre?.close();
  });

  /// Of the company, at an address; it may ask the help centre. At the end `assertWell()`.
  const visit = async (address = '/?lang=en', options = {}) => {
    const visitor = await openPage(browser, company.url, options);
    await visitor.page.goto(address);
    const { page } = visitor;
    return {
      ...visitor,
      button: page.locator('firstline-help button.open'),
      dialog: page.getByRole('dialog'),
      box: page.getByRole('dialog').getByRole('searchbox'),
      status: page.getByRole('dialog').getByRole('status'),
      results: page.getByRole('dialog').getByRole('listitem'),
      assertWell: async () => {
        const other = visitor.complaints.filter((each) => !each.includes(`: asked ${centre.url}/`));
        assert.deepEqual(other, []);
        await visitor.context.close();
      },
    };
  };
  const follow = async ({ context }, link) => {
    const [opened] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await opened.waitForLoadState();
    return opened;
  };

  it('finds an article, and opens it in a tab that cannot reach back', async () => {
    const visitor = await visit();
    const { page, button, dialog, box, status, results } = visitor;
    assert.equal(await dialog.count(), 0);
    await button.click();
    await dialog.waitFor();
    await box.fill('reset password');
    const [request] = await Promise.all([
      page.waitForRequest(/api\/v1\/search/),
      dialog.getByRole('button', { name: words('en').search_button }).click(),
    ]);
    const asked = new URL(request.url());
    assert.equal(asked.origin, centre.url);
    assert.deepEqual(Object.fromEntries(asked.searchParams),
      { channel: 'widget', q: 'reset password', lang: 'en', limit: '5' });
    await status.filter({ hasText: /^\d answers?$/ }).waitFor();
    assert.equal(await results.count(), Number.parseInt(await status.innerText(), 10));
    assert.ok(await results.first().locator('mark').count() > 0, 'marks what was found');
    assert.doesNotMatch(await results.first().innerText(), /<mark>|&(lt|gt|amp|quot|#39);/);

    const { search_id: searchId } = await (await request.response()).json();
    const link = results.first().getByRole('link');
    const address = new URL(await link.getAttribute('href'));
    assert.equal(address.searchParams.get('search'), searchId);
    assert.equal(address.searchParams.get('position'), '1');
    const article = await follow(visitor, link);
    assert.ok(article.url().startsWith(`${centre.url}${address.pathname}`), article.url());
    const title = await article.getByRole('heading', { level: 1 }).innerText();
    assert.ok((await link.innerText()).startsWith(title));
    assert.equal(await article.evaluate(() => window.opener), null);
    await visitor.assertWell();

    // This browser says that it is a program, whose clicks don't count; a customer's does.
    await fetch(address, { headers: { 'User-Agent': customersBrowser } });
    const log = await run('firstline-server', ['log', 'export', '--log', centre.file('searches.db')]);
    const [search, click] = log.split('\n').filter((line) => line.includes(searchId)).map((line) => JSON.parse(line));
    assert.equal(search.channel, 'widget');
    assert.equal(click?.kind, 'click');
    assert.equal(click.position, 1);
    assert.equal(click.id, search.results[0]);
  });

  it('says when it is not sure or has no answer, and leads to a person with the question', async () => {
    const visitor = await visit();
    await visitor.button.click();
    await visitor.box.fill('slow wi-fi unicorn dragon delivery');
    await visitor.box.press('Enter');
    await visitor.status.filter({ hasText: words('en').weak_heading }).waitFor();
    assert.ok(await visitor.results.count() > 0);
    await visitor.dialog.getByRole('link', { name: words('en').ask_person_link }).waitFor();
    await visitor.box.fill('quokka season tickets');
    await visitor.box.press('Enter');
    await visitor.status.filter({ hasText: words('en').no_heading }).waitFor();
    const contact = await follow(visitor,
      visitor.dialog.getByRole('link', { name: words('en').ask_person_link }));
    const { origin, pathname, searchParams } = new URL(contact.url());
    assert.equal(origin + pathname, `${centre.url}/contact`);
    assert.equal(searchParams.get('q'), 'quokka season tickets');
    assert.ok(searchParams.get('search'));
    await visitor.assertWell();
  });

  it('is used by keys alone, and keeps them from the page', async () => {
    const visitor = await visit();
    const { page, button, dialog, box, results } = visitor;
    const focused = () => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.className || 'q');
    await page.evaluate(() => {
      window.heard = [];
      document.addEventListener('keydown', ({ key }) => window.heard.push(key));
    });
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'open');
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    assert.ok(await box.evaluate((input) => input === input.getRootNode().activeElement));
    await page.keyboard.type('wifi slow');
    await page.keyboard.press('Enter');
    await results.first().waitFor();
    await page.keyboard.press('Tab');  // the search button
    await page.keyboard.press('Tab');
    const first = results.first().getByRole('link');
    assert.ok(await first.evaluate((link) => link === link.getRootNode().activeElement));
    await page.keyboard.press('Escape');
    assert.equal(await dialog.count(), 0);
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    assert.equal(await focused(), 'open');
    assert.deepEqual(await page.evaluate(() => window.heard), ['Tab', 'Enter']);
    await visitor.assertWell();
  });

  it('searches for nothing while an input method composes, nor for nothing', async () => {
    const visitor = await visit('/?lang=th');
    const { page, button, box } = visitor;
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).searchParams.get('q')));
    await button.click();
    await box.press('Enter');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'รหั', selectionStart: 3, selectionEnd: 3 });
    const isTaken = await box.evaluate((input) => !input.dispatchEvent(new KeyboardEvent('keydown',
      { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true, composed: true })));
    assert.ok(isTaken, 'Enter does not submit');
    await session.send('Input.insertText', { text: 'รหัสผ่าน' });
    await box.press('Enter');
    await visitor.results.first().waitFor();
    assert.deepEqual(asked, ['รหัสผ่าน']);
    await visitor.assertWell();
  });

  it('throws a late answer away', async () => {
    const visitor = await visit();
    const { page, button, box, status, results } = visitor;
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await page.route(/q=quokka/, async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await button.click();
    await box.fill('quokka');
    await box.press('Enter');
    await box.fill('reset password');
    await box.press('Enter');
    await results.first().waitFor();
    release();
    await page.waitForTimeout(300);
    assert.match(await status.innerText(), /^\d answers?$/);
    await visitor.context.close();
  });

  it('says when the help centre is out of reach, and leads to it', async () => {
    const visitor = await visit();
    const { page, button, dialog, box, status } = visitor;
    await page.route(/api\/v1\/search/, (route) => route.abort());
    await button.click();
    await box.fill('wifi');
    await box.press('Enter');
    await status.filter({ hasText: words('en').widget_trouble }).waitFor();
    const link = dialog.getByRole('link', { name: words('en').site_name });
    assert.equal(await link.getAttribute('href'), `${centre.url}/?lang=en`);
    await visitor.context.close();
  });

  it('is well for axe-core, in light and dark', async () => {
    const visitor = await visit('/label');
    const { page, button, box, dialog } = visitor;
    assert.equal(await button.getAttribute('aria-label'), 'Ask Lumena');
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await findViolations(page), []);
      await button.click();
      for (const query of ['wifi slow', 'quokka season tickets']) {
        await box.fill(query);
        await Promise.all([page.waitForResponse(/api\/v1\/search/), box.press('Enter')]);
        await dialog.locator('.found:not([aria-busy])').waitFor();
        assert.deepEqual(await findViolations(page), []);
      }
      await dialog.getByRole('button', { name: words('en').widget_close }).click();
    }
    await visitor.assertWell();
  });

  it('takes the width of a phone, and each language its side', async () => {
    const visitor = await visit('/?lang=sr-Latn', { viewport: phone });
    const { page, button, box, dialog, results } = visitor;
    const { x, width, height } = await button.boundingBox();
    assert.ok(x > phone.width / 2 && width >= 44 && Math.abs(width - height) < 1);
    await button.click();
    await box.fill('nemam internet');
    await box.press('Enter');
    await results.first().waitFor();
    await assertFits(page);
    const panel = await dialog.boundingBox();
    assert.equal(panel.width, phone.width);
    assert.ok(panel.height <= phone.height && Math.abs(panel.y + panel.height - phone.height) < 1);
    const address = await results.first().getByRole('link').getAttribute('href');
    assert.equal(new URL(address).searchParams.get('lang'), 'sr-Latn');
    await visitor.assertWell();
  });

  it('is mirrored from right to left', async () => {
    const visitor = await visit('/?lang=ar');
    const { page, button, box, dialog, results } = visitor;
    await button.click();
    await box.fill('كلمة المرور');
    await box.press('Enter');
    await results.first().waitFor();
    assert.ok((await button.boundingBox()).x < 100);
    const panel = await dialog.boundingBox();
    assert.ok(panel.x >= 0 && panel.x < 100, `${panel.x}`);
    await assertFits(page);
    assert.deepEqual(await findViolations(page), []);
    await visitor.assertWell();
  });

  it('is not spoilt by the styles of the page', async () => {
    const visitor = await visit('/hostile?lang=en');
    await visitor.button.click();
    const { x, width } = await visitor.button.boundingBox();
    assert.ok(width >= 44, `${width} px`);
    assert.ok(x > 640, 'on the side of its language, not of the page');
    assert.ok(await visitor.box.isVisible());
    await visitor.assertWell();
  });
});
