// SPDX-License-Identifier: GPL-3.0-or-later
// axe-core on a page, and what it finds as lines for people.
import axe from 'axe-core';

const mostElements = 3;  // of a rule: the others are mostly alike

/// "rule: what is wrong, where", one line an element; none is well. With all that folds unfolded.
export async function findViolations(page) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
  // Evaluated, not added to the page: its content policy lets no other scripts in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { preload: false }));
  return violations.flatMap(({ id, help, nodes }) => {
    const lines = nodes.slice(0, mostElements)
      .map(({ html, any }) => `${id}: ${help}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`);
    return nodes.length > mostElements ? [...lines, `${id}: ${nodes.length} elements in all`] : lines;
  });
}
