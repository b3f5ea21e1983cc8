// SPDX-License-Identifier: GPL-3.0-or-later
// The sample help centre with a review: its own copy of the articles, its own log, a lead and a viewer, and
// customers who search by the API.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { repository, run, startServer, temporaryFolder } from './programs.mjs';

export const password = 'a long enough password';

const everybody = [['ann', 'lead'], ['ben', 'lead'], ['vera', 'viewer']];

// Programs without a browser's name are counted otherwise.
export const customersBrowser = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

export class HelpCentre {
  #folder;
  #server;

  /// `moreArticles`: a folder of the repository that is laid over the sample articles; `log`: a log to begin
  /// with; `people`: who may see the review; `flags`: of the server.
  static async open({ moreArticles = '', log = '', people = everybody, flags = [] } = {}) {
    const centre = new HelpCentre();
    centre.#folder = await temporaryFolder();
    try {
      await cp(path.join(repository, 'articles'), centre.file('articles'), { recursive: true });
      if (moreArticles) {
        await cp(path.join(repository, moreArticles), centre.file('articles'), { recursive: true });
      }
      if (log) await cp(log, centre.file('searches.db'));
      await centre.publish();
      const users = ['--users', centre.file('users')];
      for (const [name, role] of people) {
        const add = ['user', 'add', name, '--role', role, ...users];
        await run('firstline-server', add, { input: `${password}\n` });
      }
      const where = ['--index', centre.file('index'), '--log', centre.file('searches.db')];
      const templates = process.env.FIRSTLINE_TEMPLATES;
      if (templates) where.push('--templates', path.resolve(repository, templates));
      centre.#server = await startServer([...where, ...users, ...flags]);
    } catch (error) {
      centre.#folder.remove();
      throw error;
    }
    return centre;
  }

  get url() {
    return this.#server.url;
  }

  /// The path of a file or folder of this help centre.
  file(name) {
    return path.join(this.#folder.path, name);
  }

  async publish() {
    return run('firstline-index', [this.file('articles'), '--index', this.file('index')]);
  }

  /// Writes an article ("en/shop/gifts"), without publishing it.
  async write(id, text) {
    const file = this.file(`articles/${id}.md`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  async takeAway(id) {
    await rm(this.file(`articles/${id}.md`));
  }

  /// One search of one customer; resolves with the answer.
  async search(query, session, lang = 'en') {
    const parameters = new URLSearchParams({ q: query, session, lang });
    return this.#ask(`/api/v1/search?${parameters}`, {});
  }

  /// A search after which the customer asks a person.
  async searchAndAsk(query, session, lang = 'en') {
    const { search_id } = await this.search(query, session, lang);
    await this.#post('/api/v1/contact', { search_id, message: `I can't find it: ${query}` });
  }

  /// A search, one of its articles opened, and whether it was helpful.
  async openAndVote(query, session, id, helpful) {
    const { search_id, results } = await this.search(query, session);
    const position = results.findIndex((result) => result.id === id) + 1;
    await this.#post('/api/v1/click', { search_id, id, position });
    await this.#post('/api/v1/feedback', { search_id, id, helpful });
  }

  #post(address, body) {
    return this.#ask(address, { method: 'POST', body: JSON.stringify(body) });
  }

  async #ask(address, options) {
    const headers = { 'User-Agent': customersBrowser, 'Content-Type': 'application/json' };
    const response = await fetch(this.url + address, { ...options, headers });
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  async close() {
    try {
      await this.#server.stop();
    } finally {
      this.#folder.remove();
    }
  }
}

/// The searches of a morning: what is missing, what is answered badly, what is answered. The costliest gap is
/// the one about gift cards: 14 searches and 3 messages.
export async function makeSearches(centre) {
  const missing = [
    ['gift card', 5],
    ['gift cards', 3],
    ['buy a gift card', 2],
    ['do you sell gift cards', 1],
    ['tariff for my dog tracker', 4],
    ['quokka season tickets', 3],
  ];
  let customer = 0;
  for (const [query, times] of missing) {
    for (let i = 0; i < times; ++i) await centre.search(query, `missing-${++customer}`);
  }
  for (const query of ['gift card', 'gift card', 'where can i buy a gift card']) {
    await centre.searchAndAsk(query, `asking-${++customer}`);
  }
  const answered = [
    'pay my bill', 'reset password', 'wifi slow', 'cancel contract', 'roaming', 'activate sim',
  ];
  for (const query of answered) {
    for (let i = 0; i < 2; ++i) await centre.search(query, `answered-${++customer}`);
  }
  await centre.search('ตั๋วควอกกา', `missing-${++customer}`, 'th');
}
