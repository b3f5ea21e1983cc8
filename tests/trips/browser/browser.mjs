// SPDX-License-Identifier: GPL-3.0-or-later
// Debian's Chromium, and a page of it that keeps what should never happen: console errors, what the content
// policy blocked, scripts that failed, addresses of others.
import assert from 'node:assert/strict';

import { chromium } from 'playwright-core';

import { password } from './help_centre.mjs';

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 900 };

const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

/// Each launch has a fresh profile.
export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    headless: true,
    chromiumSandbox: process.getuid() !== 0,  // it refuses to run as root
    args: flags,
  });
}

/// A page in a context of its own, so nobody is signed in. `complaints` fills with what went wrong in it.
export async function openPage(browser, url, { viewport = desk, javaScript = true } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport,
    javaScriptEnabled: javaScript,
    colorScheme: 'light',
    reducedMotion: 'reduce',  // nothing moves under the pointer
    locale: 'en-GB',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`blocked by ${event.violatedDirective}: ${event.blockedURI}`));
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`${page.url()}: console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`${page.url()}: asked ${request.url()}`);
  });
  return { page, context, complaints };
}

export async function signIn(page, name, next = '/review') {
  await page.goto(`/review/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((address) => !address.pathname.endsWith('/sign-in'));
}

/// Loads the page again until `isSo()`, 15 seconds at the most: the review follows the log and the index by
/// itself, within seconds.
export async function reloadUntil(page, what, isSo) {
  const deadline = Date.now() + 15_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      assert.fail(`not within 15 seconds: ${what}\n${await page.locator('main').innerText()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    await page.reload();
  }
}

/// Nothing of the page stands out of its right edge.
export async function assertFits(page) {
  const [content, window] = await page.evaluate(() =>
    [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= window, `${page.url()} is ${content} px wide in a window of ${window} px`);
}
