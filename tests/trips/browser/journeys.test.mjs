// SPDX-License-Identifier: GPL-3.0-or-later
// Customers on their way, in each language, on a phone and at a desk, with and without JavaScript: they find,
// mistype, fail and recover, vote, write to a person, and go back.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { findViolations } from './axe.mjs';
import { assertFits, desk, openBrowser, openPage, phone, reloadUntil, signIn } from './browser.mjs';
import { HelpCentre } from './help_centre.mjs';
import { words } from './interface_words.mjs';

// `mistyped`: a slip in a word, or a word that no article has beside ones that find it.
const languages = [
  {
    tag: 'en',
    find: { query: 'guest wifi', article: 'en/internet/change-wifi-password' },
    mistype: { query: 'reset pasword', article: 'en/account/reset-password' },
    fail: 'quokka season tickets',
  },
  {
    tag: 'th',
    find: { query: 'รีเซ็ตเราเตอร์', article: 'th/internet/restart-lumena-box' },
    mistype: { query: 'ลืมรหัสผ่าน quokka', article: 'th/account/reset-password' },
    fail: 'ปลาหมึกสีม่วงเล่นเปียโน',
  },
  {
    tag: 'sr',
    find: { query: 'немам нет лампица наранџаста', article: 'sr/internet/no-internet' },
    mistype: { query: 'заборављена лозникa', article: 'sr/account/reset-password' },
    fail: 'карте за утакмицу кенгура',
  },
  {
    tag: 'sr-Latn',
    find: { query: 'kako resetovati ruter', article: 'sr/internet/restart-lumena-box' },
    mistype: { query: 'zaboravljena loznika', article: 'sr/account/reset-password' },
    fail: 'karte za utakmicu kengura',
  },
  {
    tag: 'vi',
    find: { query: 'dời lịch hẹn', article: 'vi/orders/technician-visit' },
    mistype: { query: 'cai esim ifhone', article: 'vi/mobile/esim' },
    fail: 'vé xem kangaroo trên mặt trăng',
  },
  {
    tag: 'hi',
    find: { query: 'वाईफाई पासवर्ड बदलना', article: 'hi/internet/change-wifi-password' },
    mistype: { query: 'esim qr कोडड', article: 'hi/mobile/esim' },
    fail: 'चाँद पर कंगारू के टिकट',
  },
];

const ways = [
  { name: 'on a phone', viewport: phone, javaScript: true },
  { name: 'on a phone, without JavaScript', viewport: phone, javaScript: false },
  { name: 'at a desk', viewport: desk, javaScript: true },
  { name: 'at a desk, without JavaScript', viewport: desk, javaScript: false },
];

describe('A customer', () => {
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

  for (const { tag, find, mistype, fail } of languages) {
    for (const { name, viewport, javaScript } of ways) {
      describe(`who reads ${tag}, ${name},`, () => {
        const t = words(tag);
        let page;
        let complaints;
        before(async () => {
          ({ page, complaints } = await openPage(browser, centre.url, { viewport, javaScript }));
        });
        after(() => page?.context().close());

        const box = () => page.locator('#q');
        const heading = () => page.getByRole('heading', { level: 1 });
        const firstResult = () => page.locator('.results h2 a').first();
        async function ask(query) {
          await box().fill(query);
          await box().press('Enter');
          await page.waitForURL((address) => address.searchParams.get('q') === query);
        }

        it('finds an article, and goes back to the results', async () => {
          await page.goto(`/?lang=${tag}`);
          assert.equal(await page.locator('html').getAttribute('lang'), tag);
          await ask(find.query);
          assert.equal(await box().inputValue(), find.query);
          const title = await firstResult().evaluate((link) => link.firstChild.textContent.trim());
          assert.match(await firstResult().getAttribute('href'), new RegExp(find.article));
          await assertFits(page);
          await firstResult().click();
          await page.waitForURL(/\/articles\//);
          assert.equal(await heading().innerText(), title);
          await assertFits(page);
          await page.goBack();
          await firstResult().waitFor();
          assert.equal(await box().inputValue(), find.query);
        });

        it('mistypes, is told what was made of it, and can undo that', async () => {
          await page.goto(`/search?lang=${tag}`);
          await ask(mistype.query);
          assert.match(await firstResult().getAttribute('href'), new RegExp(mistype.article));
          assert.notEqual(await page.locator('.changed').first().innerText(), '');
          await page.getByRole('link', { name: t.as_typed_link }).click();
          await page.getByText(t.as_typed_none).waitFor();
          assert.equal(await page.locator('.results').count(), 0);
          await page.getByRole('link', { name: t.forgiving_link }).click();
          await firstResult().waitFor();
          assert.equal(await box().inputValue(), mistype.query);
        });

        it('fails, is not fobbed off, and writes to a person', async () => {
          await page.goto(`/?lang=${tag}`);
          await ask(fail);
          assert.ok([t.no_heading, t.weak_heading].includes(await heading().innerText()));
          assert.equal(await box().inputValue(), fail);
          await assertFits(page);
          await page.getByRole('link', { name: t.ask_person_link }).first().click();
          await page.waitForURL(/\/contact/);
          assert.equal(await heading().innerText(), t.ask_person_heading);
          const message = page.getByLabel(t.contact_message);
          assert.match(await message.inputValue(), new RegExp(fail));
          await assertFits(page);
          // A mistake first: the text stays.
          await message.fill(`${fail}?`);
          await page.getByLabel(t.contact_email).fill('ana@nowhere');
          await page.getByRole('button', { name: t.contact_send }).click();
          await page.getByText(t.contact_error_email).waitFor();
          assert.equal(await message.inputValue(), `${fail}?`);
          assert.match(complaints.pop() ?? '', /status of 422 /);  // the browser notes it
          assert.deepEqual(complaints, []);
          await page.getByLabel(t.contact_email).fill('ana@example.com');
          await page.getByRole('button', { name: t.contact_send }).click();
          await page.getByRole('heading', { level: 1, name: t.contact_thanks }).waitFor();
          await assertFits(page);
        });

        it('votes on an article, and says why', async () => {
          await page.goto(`/articles/${find.article}?lang=${tag}`);
          const vote = page.locator('.vote');
          assert.match(await vote.innerText(), new RegExp(t.vote_question.replace('?', '\\?')));
          await vote.getByRole('button', { name: t.vote_no, exact: true }).click();
          await vote.getByText(t.vote_thanks).waitFor();
          await vote.getByLabel(t.vote_reason_out_of_date).check();
          await vote.getByLabel(t.vote_comment).fill('2019?');
          await vote.getByRole('button', { name: t.vote_send }).click();
          await vote.getByText(t.vote_thanks).waitFor();
          await assertFits(page);
        });

        it('met no error and asked nobody else', () => assert.deepEqual(complaints, []));
      });
    }
  }

  it('gets all the way by keyboard alone', async () => {
    const t = words('en');
    const { page, complaints } = await openPage(browser, centre.url);
    const focused = () => page.evaluate(() => document.activeElement.innerText.trim());
    const tabTo = async (text) => {
      for (let i = 0; i < 60; ++i) {
        await page.keyboard.press('Tab');
        if ((await focused()).startsWith(text)) return;
      }
      assert.fail(`Tab does not lead to "${text}"`);
    };
    await page.goto('/?lang=en');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), t.skip_to_content);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), '_main');
    await page.keyboard.press('/');
    await page.keyboard.type('quokka season tickets');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=quokka/);
    await tabTo(t.ask_person_link);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/contact/);
    for (let i = 0; i < 60; ++i) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement.id === '_message')) break;
    }
    await page.keyboard.type(' Where?');
    await tabTo(t.contact_send);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: t.contact_thanks }).waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('may ask in a script that no font has', async () => {
    const { page, complaints } = await openPage(browser, centre.url, { viewport: phone });
    const question = '𒀀𒁀𒂀𒃀 ᨀᨶ᩠ᨿ 𐎠𐎡𐎢 \u{10FFFD}';
    for (const address of ['/search', '/contact']) {
      await page.goto(`${address}?lang=en&q=${encodeURIComponent(question)}`);
      assert.equal(await page.locator(address === '/search' ? '#q' : '#_message').inputValue(), question);
      await assertFits(page);
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('reads Arabic and Hebrew from right to left', async () => {
    await centre.write('ar/billing/pay', '---\ntitle: كيف أدفع فاتورتي؟\ncategory: الفواتير\n---\n\nادفع الفاتورة بالبطاقة.\n');
    await centre.write('he/billing/pay', '---\ntitle: איך משלמים את החשבון?\ncategory: חשבונות\n---\n\nמשלמים בכרטיס.\n');
    await centre.publish();
    const { page, complaints } = await openPage(browser, centre.url, { viewport: phone });
    for (const [tag, query] of [['ar', 'فاتورة'], ['he', 'חשבון']]) {
      await page.goto(`/?lang=${tag}`);
      await reloadUntil(page, `articles in ${tag}`, async () =>
        (await page.locator('html').getAttribute('lang')) === tag);
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
      await assertFits(page);
      const [box, button] = await Promise.all(
        [page.locator('#q'), page.locator('.field button')].map((each) => each.boundingBox()));
      assert.ok(button.x < box.x, 'the button stands on the left of the box');
      await page.locator('#q').fill(query);
      await page.locator('#q').press('Enter');
      await page.locator('.results h2 a').first().click();
      await page.waitForURL(/\/articles\//);
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
      assert.deepEqual(await findViolations(page), []);
      await assertFits(page);
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('is read by the leads', async () => {
    const { page } = await openPage(browser, centre.url);
    await signIn(page, 'ann', '/review/messages');
    const text = await page.locator('main').innerText();
    assert.match(text, /quokka season tickets/);
    assert.match(text, /ana@example\.com/);
    await page.context().close();
  });
});
