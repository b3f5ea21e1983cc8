// SPDX-License-Identifier: GPL-3.0-or-later
// Who may do what, and two at once: a viewer only looks, the second of two leads sees what the first did, a
// lead without a mouse gets everywhere, and what a stranger typed is text.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { findViolations } from './axe.mjs';
import { assertFits, openBrowser, openPage, phone, reloadUntil, signIn } from './browser.mjs';
import { HelpCentre, makeSearches, password } from './help_centre.mjs';

const markup = '<script>alert(1)</script> moonlight voucher';
const formula = '=HYPERLINK("http://x.invalid") moonlight raffle';

describe('The review with several people', () => {
  let centre;
  let browser;
  const open = (options) => openPage(browser, centre.url, options);
  const addressOf = async (page, label) => {
    await page.goto('/review?since=all&status=all');
    const link = page.locator('.gaps .label', { hasText: label }).first();
    await reloadUntil(page, `the gap "${label}"`, async () => (await link.count()) > 0);
    return link.getAttribute('href');
  };
  before(async () => {
    centre = await HelpCentre.open();
    await makeSearches(centre);
    for (const query of [markup, formula]) {
      for (let i = 0; i < 2; ++i) await centre.search(query, `${query.length}-${i}`);
    }
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await centre?.close();
  });

  it('shows a viewer everything but the forms', async () => {
    const { page, complaints } = await open();
    await signIn(page, 'vera');
    await page.goto(await addressOf(page, 'gift card'));
    await page.getByRole('link', { name: 'Download a draft' }).waitFor();
    // Signing out is the one thing that a viewer may send.
    assert.deepEqual(await page.locator('form[method="post"]').evaluateAll((forms) =>
      forms.map((form) => new URL(form.action).pathname)), ['/review/sign-out']);
    assert.equal(await page.locator('main :is(input, textarea, button)').count(), 0);
    assert.match(await page.locator('main').innerText(), /one needs the role “lead”/);
    assert.deepEqual(complaints, []);
  });

  it('keeps the text of the lead who saves second, and says what the other did', async () => {
    const first = await open();
    const second = await open({ viewport: phone });
    await signIn(first.page, 'ann');
    await signIn(second.page, 'ben');
    const address = await addressOf(first.page, 'quokka season tickets');
    await first.page.goto(address);
    await second.page.goto(address);
    await first.page.getByLabel('Planned').check();
    await first.page.getByLabel('Note').fill('Ask the zoo.');
    await first.page.getByRole('button', { name: 'Save' }).click();
    await first.page.getByRole('status').getByText('Saved.').waitFor();

    await second.page.getByLabel('Note').fill('We sell no animals.');
    await second.page.getByLabel('Ignored', { exact: true }).check();
    await second.page.getByLabel('Why it is ignored').fill('not ours');
    const [response] = await Promise.all([
      second.page.waitForResponse((each) => each.request().method() === 'POST'),
      second.page.getByRole('button', { name: 'Save' }).click(),
    ]);
    assert.equal(response.status(), 409);
    const alert = await second.page.getByRole('alert').innerText();
    assert.match(alert, /Somebody else changed this gap/);
    assert.match(alert, /ann/);
    assert.equal(await second.page.getByLabel('Note').inputValue(), 'We sell no animals.');
    assert.equal(await second.page.getByLabel('Ignored', { exact: true }).isChecked(), true);
    await assertFits(second.page);
    assert.deepEqual(await findViolations(second.page), []);
    await second.page.getByRole('button', { name: 'Save' }).click();
    await second.page.getByRole('status').getByText('Saved.').waitFor();
    assert.match(await second.page.locator('.gap-head .state').innerText(), /Ignored/);
    assert.deepEqual(first.complaints, []);
    // The browser itself notes that an answer was 409.
    assert.deepEqual(second.complaints.filter((text) => !text.includes('status of 409')), []);
  });

  it('needs no mouse from the sign-in to a saved gap', async () => {
    const { page, complaints } = await open();
    const focused = () => page.evaluate(() => {
      const { tagName, name, textContent } = document.activeElement;
      return `${tagName.toLowerCase()} ${name || textContent.trim()}`;
    });
    const tabTo = async (what) => {
      for (let i = 0; i < 80; ++i) {
        if ((await focused()) === what) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`Tab does not lead to "${what}"`);
    };
    const visibleFocus = () => page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    });
    await page.goto('/review');
    await tabTo('input name');
    await page.keyboard.type('ann');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/review');
    await reloadUntil(page, 'the gaps', async () => (await page.locator('.gaps .label').count()) >= 4);

    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'a Skip to main content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), '_main');
    await tabTo('a gift card');
    assert.equal(await visibleFocus(), true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'gift card' }).waitFor();

    await tabTo('input status');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.getByLabel('Planned').isChecked(), true);
    await tabTo('textarea note');
    await page.keyboard.type('typed without a mouse');
    await tabTo('button Save');
    assert.equal(await visibleFocus(), true);
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Saved.').waitFor();
    assert.equal(await page.getByLabel('Note').inputValue(), 'typed without a mouse');
    assert.deepEqual(complaints, []);
  });

  it('shows what strangers typed as text, and gives spreadsheets no formula', async () => {
    const { page, context, complaints } = await open({ viewport: phone });
    const dialogs = [];
    page.on('dialog', (dialog) => dialogs.push(dialog.dismiss()));
    await signIn(page, 'ann');
    for (const query of [markup, formula]) {
      await page.goto(await addressOf(page, query));
      assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), query);
      assert.match(await page.title(), /moonlight/);
      assert.equal(await page.locator('main script').count(), 0);
      await assertFits(page);
    }
    await page.goto('/review/searches');
    for (const query of [markup, formula]) await page.getByText(query, { exact: true }).first().waitFor();
    assert.deepEqual(dialogs, []);
    for (const list of ['searches', 'unanswered']) {
      const csv = await (await context.request.get(`/api/v1/review/${list}?format=csv`)).text();
      assert.match(csv, /"'=HYPERLINK\(""http/, list);
      assert.doesNotMatch(csv, /(^|,|")=HYPERLINK/m, list);
    }
    assert.deepEqual(complaints, []);
  });
});
