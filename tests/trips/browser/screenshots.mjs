// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the documents' pictures of the review, from a month's log: `make screenshots`, with MONTH= the log of
// a month that was played before (`firstline-replay --keep --out`), else one is played, which takes minutes.
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { desk, openBrowser, openPage, phone, reloadUntil, signIn } from './browser.mjs';
import { HelpCentre } from './help_centre.mjs';
import { repository, run, temporaryFolder } from './programs.mjs';

const week = '/review?since=7d';
const mostBytes = 300_000;
// The played month is September 2026; its last second, so that the last 7 days are whole ones.
const now = Date.UTC(2026, 8, 30, 23, 59, 59);

/// The file that `--clock` reads.
async function stoppedClock(folder) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(now));
  const file = path.join(folder, 'clock');
  await writeFile(file, bytes);
  return file;
}

async function playMonth(folder) {
  // Ends with 1 where a figure of the month misses what it is held to: no matter for a picture.
  await run('firstline-replay', ['--keep', '--out', folder], { wellWith: [0, 1] });
  return path.join(folder, 'searches.db');
}

async function take(page, name) {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);  // nothing is hovered
  const file = path.join(repository, 'doc/pictures', `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(file);
  console.log(`doc/pictures/${name}.png ${size} bytes`);
  if (size > mostBytes) throw new Error(`${name}.png has ${size} bytes, more than ${mostBytes}`);
}

/// A week at work: one gap is planned, one has an owner and a note.
async function work(page, gaps) {
  for (const [i, note] of ['With the writers until Friday.', 'Waits for the exact dates.'].entries()) {
    await page.goto(gaps[i]);
    await page.getByLabel('Planned').check();
    await page.getByLabel('Owner').fill(['ann', 'ben'][i]);
    await page.getByLabel('Due', { exact: true }).fill(['2026-10-02', '2026-10-05'][i]);
    await page.getByLabel('Note').fill(note);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').waitFor();
  }
}

const folder = await temporaryFolder();
let centre;
let browser;
try {
  const log = process.env.MONTH ? path.resolve(repository, process.env.MONTH) : await playMonth(folder.path);
  const flags = ['--clock', await stoppedClock(folder.path)];
  centre = await HelpCentre.open({ moreArticles: 'tests/replay/articles-added', log, flags });
  browser = await openBrowser();

  const { page } = await openPage(browser, centre.url, { viewport: { ...desk, height: 1000 } });
  await signIn(page, 'ann');
  const labels = page.locator('.gaps .label');
  // Until all is read and grouped, the page says so.
  await reloadUntil(page, 'the month', async () =>
    (await labels.count()) > 10 && (await page.locator('main > .notice').count()) === 0);
  const gaps = await labels.evaluateAll((links) => links.slice(0, 2).map((link) => link.href));
  await work(page, gaps);

  await page.goto(week);
  await take(page, 'review');
  await page.goto(gaps[0]);
  await take(page, 'review-gap');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(week);
  await take(page, 'review-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ ...phone, height: 900 });
  await page.goto(week);
  await take(page, 'review-phone');
} finally {
  await browser?.close();
  await centre?.close();
  folder.remove();
}
