// SPDX-License-Identifier: GPL-3.0-or-later
// Every page: axe-core finds nothing, in light and dark, on a phone and a desk; it fits; it asks nobody else,
// raises no error, and its content policy blocks nothing.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { findViolations } from './axe.mjs';
import { assertFits, desk, openBrowser, openPage, phone, reloadUntil, signIn } from './browser.mjs';
import { HelpCentre, makeSearches } from './help_centre.mjs';
import { customersPages, reviewPages } from './site_pages.mjs';

const opened = 'en/internet/wifi-slow';

/// It has no end, so home shows it, and the results of who asks about card machines.
const knownProblem = `---
title: Card machines in our shops are slow
words: [card machine]
next_update: 2099-12-31T14:00+07:00
articles: [en/billing/pay-your-bill]
---
## What we know

Paying takes a minute, and **works**.
`;

/// A planned, overdue gap with a history and a note, a gap with keywords to propose, and articles that were
/// opened and voted on. Resolves with the two gaps' addresses.
async function fill(centre, page) {
  await makeSearches(centre);
  for (let i = 0; i < 3; ++i) await centre.openAndVote('wifi slow', `voter-${i}`, opened, i > 0);
  // People find something there, in words that the article doesn't have.
  const { results } = await centre.search('parking voucher', 'voucher');
  for (let i = 0; i < 4; ++i) {
    await centre.openAndVote('parking voucher', `voucher-${i}`, results[0].id, true);
  }
  await signIn(page, 'ann');
  const addresses = [];
  for (const label of ['gift card', 'parking voucher']) {
    const gap = page.locator('.gaps .label', { hasText: label });
    await reloadUntil(page, `the gap "${label}"`, async () => (await gap.count()) > 0);
    addresses.push((await gap.getAttribute('href')).replace(/\?.*/, ''));
  }
  await page.goto(addresses[0]);
  await page.getByLabel('Planned').check();
  await page.getByLabel('Owner').fill('ann');
  await page.getByLabel('Due', { exact: true }).fill('2020-01-31');  // overdue
  await page.getByLabel('Note').fill('Shops sell them since May.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').waitFor();
  await page.goto(addresses[1]);
  await page.getByLabel('Keywords to propose').waitFor();
  return { gap: addresses[0], gapWithWords: addresses[1] };
}

describe('Every page', () => {
  let centre;
  let browser;
  let lead;
  let stranger;
  let forLeads;
  before(async () => {
    centre = await HelpCentre.open();
    await centre.write('notices/en/machines', knownProblem);
    await centre.publish();
    browser = await openBrowser();
    stranger = await openPage(browser, centre.url);
    lead = await openPage(browser, centre.url);
    forLeads = reviewPages({ ...(await fill(centre, lead.page)), article: opened });
  });
  after(async () => {
    await browser?.close();
    await centre?.close();
  });

  /// Opens it, and takes what the browser says of an expected error status from the complaints.
  async function open({ page, complaints }, { address, status = 200, answered = '' }) {
    const response = await page.goto(address);
    assert.equal(response.status(), status, address);
    if (answered) {
      const question = new URL(page.url()).searchParams.get('q');
      assert.equal((await centre.search(question, 'asked-again')).answered, answered, address);
    }
    return () => complaints.splice(0).filter((text) => !text.includes(`status of ${status} `));
  }

  async function look(visitor, site_page) {
    const takeComplaints = await open(visitor, site_page);
    const found = [];
    for (const colorScheme of ['light', 'dark']) {
      for (const viewport of [desk, phone]) {
        await visitor.page.emulateMedia({ colorScheme });
        await visitor.page.setViewportSize(viewport);
        await assertFits(visitor.page);
        const violations = await findViolations(visitor.page);
        found.push(...violations.map((each) => `${colorScheme}, ${viewport.width} px: ${each}`));
        await assertFits(visitor.page);  // with all that folds unfolded
      }
    }
    assert.deepEqual(found, [], found.join('\n'));
    assert.deepEqual(takeComplaints(), []);
  }

  for (const site_page of customersPages) {
    it(`is well for customers: ${site_page.name}`, () => look(stranger, site_page));
  }
  // Their addresses are known only when there are searches, their names before.
  for (const [i, { name }] of reviewPages({}).entries()) {
    it(`is well for leads: ${name}`, () => look(lead, forLeads[i]));
  }

  it('is well for viewers: gap', async () => {
    const viewer = await openPage(browser, centre.url);
    await signIn(viewer.page, 'vera');
    await look(viewer, forLeads.find(({ name }) => name === 'gap'));
  });

  it('is well after a refused sign-in', async () => {
    const { page } = await openPage(browser, centre.url);
    await page.goto('/review/sign-in');
    await page.getByLabel('Name').fill('nobody');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    assert.deepEqual(await findViolations(page), []);
  });

  it('is well on this machine while there are no users: how to make one', async () => {
    const closed = await HelpCentre.open({ people: [] });
    try {
      const visitor = await openPage(browser, closed.url);
      await look(visitor, { address: '/review', status: 403 });
      assert.match(await visitor.page.locator('main').innerText(), /user add NAME/);
    } finally {
      await closed.close();
    }
  });

  it('shows figures without JavaScript, too', async () => {
    const plain = await openPage(browser, centre.url, { javaScript: false, viewport: phone });
    await signIn(plain.page, 'ann');
    for (const site_page of forLeads) {
      const takeComplaints = await open(plain, site_page);
      await plain.page.getByRole('heading', { level: 1 }).waitFor();
      assert.deepEqual(takeComplaints(), []);
    }
    await plain.page.goto('/review/figures');
    await plain.page.locator('#_bars svg').waitFor();
    assert.equal(await plain.page.locator('#_plot').isVisible(), false);
  });
});
