// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the documents' pictures of the customers' pages, each on a phone and at a desk: part of
// `make screenshots`.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { desk, openBrowser, openPage, phone } from './browser.mjs';
import { HelpCentre } from './help_centre.mjs';
import { repository } from './programs.mjs';

const pages = [
  { name: 'home', address: '/?lang=en' },
  { name: 'results', address: '/search?q=reset+pasword&lang=en' },
  { name: 'no-answer', address: '/search?q=quokka+season+tickets&lang=en' },
  { name: 'article', address: '/articles/en/internet/wifi-slow' },
  { name: 'category', address: '/search?category=Internet&lang=en' },
  { name: 'contact', address: '/contact?lang=en&q=my+bill+is+higher+than+expected' },
  { name: 'thanks', address: '/contact/thanks?lang=en' },
  { name: 'error', address: '/articles/en/nowhere?lang=en' },
  { name: 'home-th', address: '/?lang=th' },
  { name: 'results-sr', address: '/search?q=немам+интернет&lang=sr' },
  { name: 'article-hi-dark', address: '/articles/hi/mobile/esim', colorScheme: 'dark' },
  { name: 'home-vi-dark', address: '/?lang=vi', colorScheme: 'dark' },
];

const folder = path.join(repository, 'doc/pictures/site');
await mkdir(folder, { recursive: true });
const centre = await HelpCentre.open({ people: [] });
const browser = await openBrowser();
try {
  for (const viewport of [phone, desk]) {
    const { page } = await openPage(browser, centre.url, { viewport });
    const take = async (name) => {
      await page.evaluate(() => document.fonts.ready);
      await page.mouse.move(0, 0);
      await page.screenshot({ path: path.join(folder, `${name}-${viewport.width}.png`), animations: 'disabled', caret: 'hide' });
    };
    for (const { name, address, colorScheme = 'light' } of pages) {
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      await take(name);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/?lang=en');
    await page.getByRole('combobox').fill('reset');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await take('typing');
  }
} finally {
  await browser.close();
  await centre.close();
}
