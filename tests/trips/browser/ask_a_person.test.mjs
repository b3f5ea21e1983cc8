// SPDX-License-Identifier: GPL-3.0-or-later
// A customer who finds no answer writes to a person, with JavaScript and without; votes stay on their page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertFits, openBrowser, openPage, phone, signIn } from './browser.mjs';
import { HelpCentre } from './help_centre.mjs';

const article = '/articles/en/billing/bill-higher-than-expected';

let centre;
let browser;

before(async () => {
  centre = await HelpCentre.open();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await centre?.close();
});

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';

  test(`a question without an answer becomes a message that a lead answers, ${how}`, async () => {
    const { page, complaints } = await openPage(browser, centre.url, { viewport: phone, javaScript });
    await page.goto('/search?q=quokka+season+tickets&lang=en');
    await page.locator('.ask').getByRole('link', { name: 'Write to us' }).click();
    const message = page.getByLabel('Your message');
    assert.equal(await message.inputValue(), 'quokka season tickets');
    await assertFits(page);
    await message.fill(`Where do I buy quokka season tickets, ${how}?`);
    await page.locator('[name=email]').fill('ann@example.com');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Thank you, your message has arrived' }).waitFor();
    await page.reload();

    const lead = await openPage(browser, centre.url, { javaScript });
    await signIn(lead.page, 'ann', '/review/messages');
    const letter = lead.page.locator('.letter', { hasText: `tickets, ${how}?` });
    assert.equal(await letter.count(), 1);
    const reply = await letter.getByRole('link', { name: 'Reply by e-mail' }).getAttribute('href');
    assert.match(reply, /^mailto:ann@example\.com\?subject=/);
    await letter.getByRole('button', { name: 'Mark as answered' }).click();
    await lead.page.getByRole('status').getByText('Marked as answered.').waitFor();
    assert.deepEqual([...complaints, ...lead.complaints], []);
    await page.context().close();
    await lead.context.close();
  });
}

test('a vote and its reason stay on the article, and the focus goes along', async () => {
  const { page, context, complaints } = await openPage(browser, centre.url);
  await page.goto(article);
  const vote = page.locator('.vote');
  await vote.getByRole('button', { name: 'No', exact: true }).click();
  const thanks = vote.getByRole('heading', { name: 'Thank you for telling us' });
  await thanks.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), '_vote');
  await vote.getByLabel('The steps didn’t work').check();
  await vote.getByLabel('Anything to add?').fill('Step 2 is gone.');
  await vote.getByRole('button', { name: 'Send' }).click();
  await vote.getByRole('group').waitFor({ state: 'detached' });
  await thanks.waitFor();
  assert.equal(new URL(page.url()).pathname, article);
  await vote.getByRole('link', { name: 'Write to us' }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test('without JavaScript a vote leads to a page that asks why, and back', async () => {
  const { page, context, complaints } = await openPage(browser, centre.url, { viewport: phone, javaScript: false });
  await page.goto(article);
  await page.locator('.vote').getByRole('button', { name: 'No', exact: true }).click();
  await page.getByLabel('It’s out of date').check();
  await page.getByRole('button', { name: 'Send' }).click();
  assert.match(page.url(), /said=1/);
  await page.getByRole('link', { name: 'Back to the article' }).click();
  assert.equal(new URL(page.url()).pathname, article);
  assert.deepEqual(complaints, []);
  await context.close();
});
