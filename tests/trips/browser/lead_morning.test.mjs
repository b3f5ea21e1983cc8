// SPDX-License-Identifier: GPL-3.0-or-later
// A lead's morning: what costs most, why, the article for it, the proof that it answers, and that a closed
// gap whose article goes is open by itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';

import { assertFits, desk, openBrowser, openPage, phone, reloadUntil, signIn } from './browser.mjs';
import { HelpCentre, makeSearches } from './help_centre.mjs';
import { run } from './programs.mjs';

const labels = (page) => page.locator('.gaps .label');
const rowOf = (page, label) =>
  page.locator('.gaps tbody tr').filter({ has: page.locator('.label', { hasText: label }) });

/// The review reads the log by itself; from then on the gap is there.
async function openGap(page, label) {
  await page.goto('/review');
  const link = labels(page).filter({ hasText: label });
  await reloadUntil(page, `the gap "${label}"`, async () => (await link.count()) > 0);
  await link.click();
  await page.getByRole('heading', { level: 1, name: label }).waitFor();
}

/// A writer's work: the draft's head without its "draft" line, and a text.
const finished = (draft, text) =>
  draft.replace(/^draft: true.*\n/m, '').replace(/(<!--[\s\S]*?-->\n)[\s\S]*/, `$1\n${text}\n`);

for (const { name, viewport, javaScript, article } of [
  { name: 'at 1280 px', viewport: desk, javaScript: true, article: 'en/billing/gift-cards' },
  {
    name: 'at 390 px, without JavaScript',
    viewport: phone,
    javaScript: false,
    article: 'en/billing/presents',
  },
]) {
  describe(`A lead's morning ${name}`, () => {
    let centre;
    let browser;
    let lead;
    before(async () => {
      centre = await HelpCentre.open();
      await makeSearches(centre);
      browser = await openBrowser();
      lead = await openPage(browser, centre.url, { viewport, javaScript });
    });
    after(async () => {
      await browser?.close();
      await centre?.close();
    });

    it('shows the costliest gap first, with its searches, messages and cause', async () => {
      const { page } = lead;
      await signIn(page, 'ann');
      await reloadUntil(page, 'four gaps', async () => (await labels(page).count()) === 4);
      assert.equal(await labels(page).first().innerText(), 'gift card');
      const numbers = await page.locator('.gaps tbody tr').first().locator('.number').allInnerTexts();
      assert.deepEqual(numbers.map((text) => Number(/\d+/.exec(text))), [14, 14, 3, 26]);
      assert.match(await page.locator('.gaps tbody tr').first().innerText(), /Missing article/);
      await assertFits(page);
    });

    it('leads from the gap to its searches and back', async () => {
      const { page } = lead;
      await openGap(page, 'gift card');
      await assertFits(page);
      await page.getByRole('link', { name: 'See its searches' }).click();
      const typed = await page.locator('.searches tbody th').allInnerTexts();
      assert.equal(typed.length, 14);
      assert.ok(typed.every((text) => /gift cards?/.test(text)), typed.join('\n'));
      await assertFits(page);
      await page.getByRole('link', { name: 'Gap', exact: true }).first().click();
      await page.getByRole('heading', { level: 1, name: 'gift card' }).waitFor();
    });

    it('takes the gap, and says who has it', async () => {
      const { page } = lead;
      await page.getByLabel('Planned').check();
      await page.getByLabel('Owner').fill('ann');
      await page.getByLabel('Note').fill('Shops sell them since May.');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('status').getByText('Saved.').waitFor();
      await page.getByRole('link', { name: 'All gaps' }).click();
      assert.match(await rowOf(page, 'gift card').locator('.work').innerText(), /Planned\s+ann\s+due/);
    });

    it('gives a draft that the check takes, and that becomes the article', async () => {
      const { page } = lead;
      await openGap(page, 'gift card');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download a draft' }).click(),
      ]);
      assert.equal(download.suggestedFilename(), 'gift-card.md');
      const draft = await readFile(await download.path(), 'utf8');
      assert.match(draft, /^title: "gift card"/m);
      assert.match(draft, /^draft: true/m);
      await centre.write(article, draft);
      await run('firstline-index', [centre.file('articles'), '--index', centre.file('index'), '--check']);
      const text = 'Buy a gift card in every shop, or order gift cards by post.';
      await centre.write(article, finished(draft, text));
      await centre.publish();
    });

    it('says that the gap is answered now, and the lead closes it', async () => {
      const { page } = lead;
      await page.goto('/review');
      const closing = rowOf(page, 'gift card').locator('.closing');
      await reloadUntil(page, 'now answered', async () => (await closing.count()) > 0);
      assert.match(await closing.innerText(), /Now answered by gift card at place 1/);
      await assertFits(page);
      const viewer = await openPage(browser, centre.url);
      await signIn(viewer.page, 'vera');
      assert.match(await rowOf(viewer.page, 'gift card').locator('.closing').innerText(), /place 1\.$/);
      await closing.getByRole('link', { name: 'Close it?' }).click();
      assert.equal(await page.getByLabel('Answered', { exact: true }).isChecked(), true);
      assert.equal(await page.getByLabel('Answered by the article').inputValue(), article);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('status').getByText('Saved.').waitFor();
      const newest = await page.locator('.history li').first().innerText();
      assert.match(newest, /ann/);
      assert.match(newest, /answered/);
      await page.goto('/review');
      assert.equal(await labels(page).filter({ hasText: 'gift card' }).count(), 0);
      assert.equal(await labels(page).count(), 3);
    });

    it('opens the gap again by itself when its article is taken away', async () => {
      const { page } = lead;
      await centre.takeAway(article);
      await centre.publish();
      for (let i = 0; i < 4; ++i) await centre.search('gift card', `later-${i}`);
      await openGap(page, 'gift card');
      assert.equal(await page.locator('.gap-head .state').innerText(), 'Open');
      assert.match(await page.locator('.history li').first().innerText(), /open again/);
    });

    it('signs out, and the review is closed', async () => {
      const { page } = lead;
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('You’re signed out').waitFor();
      await page.goto('/review');
      assert.match(page.url(), /\/review\/sign-in/);
    });

    it('raised no error and asked nobody else all the while', () => assert.deepEqual(lead.complaints, []));
  });
}
