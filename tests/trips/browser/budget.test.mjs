// SPDX-License-Identifier: GPL-3.0-or-later
// What a page may cost a phone: bytes and requests over the wire, and nothing that jumps while it loads.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { desk, openBrowser, openPage, phone } from './browser.mjs';
import { HelpCentre } from './help_centre.mjs';

const pages = [
  { name: 'home', address: '/?lang=en', mostBytes: 60_000, mostRequests: 5 },
  { name: 'home in Thai', address: '/?lang=th', mostBytes: 60_000, mostRequests: 5 },
  { name: 'results', address: '/search?q=wifi&lang=en', mostBytes: 60_000, mostRequests: 6 },
  { name: 'article', address: '/articles/en/internet/wifi-slow', mostBytes: 60_000, mostRequests: 7 },
  { name: 'contact', address: '/contact?lang=en', mostBytes: 60_000, mostRequests: 5 },
];

describe('The budget', () => {
  let centre;
  let browser;
  before(async () => {
    centre = await HelpCentre.open({ people: [] });
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await centre?.close();
  });

  /// Loads it with nothing kept: bytes with their headers as they came over the wire, requests, layout shift.
  async function load(address, viewport) {
    const { page, context } = await openPage(browser, centre.url, { viewport });
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const sum = { bytes: 0, requests: 0 };
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      sum.bytes += encodedDataLength;
      ++sum.requests;
    });
    await context.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(300);
    sum.shift = await page.evaluate(() => window.shift);
    await context.close();
    return sum;
  }

  for (const { name, address, mostBytes, mostRequests } of pages) {
    for (const viewport of [phone, desk]) {
      it(`is kept by ${name} at ${viewport.width} px`, async (test) => {
        const { bytes, requests, shift } = await load(address, viewport);
        test.diagnostic(`${bytes} bytes, ${requests} requests, layout shift ${shift}`);
        assert.ok(requests >= 3, 'the page and its style are counted');
        assert.ok(bytes <= mostBytes, `${bytes} bytes, ${mostBytes} at most`);
        assert.ok(requests <= mostRequests, `${requests} requests, ${mostRequests} at most`);
        assert.equal(shift, 0);
      });
    }
  }
});
