// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the interface, by language: tests follow what is written there.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from './programs.mjs';

const templates = process.env.FIRSTLINE_TEMPLATES || 'templates';

/// words('sr').search_button
export function words(tag) {
  return JSON.parse(readFileSync(path.resolve(repository, templates, 'words', `${tag}.json`), 'utf8'));
}
