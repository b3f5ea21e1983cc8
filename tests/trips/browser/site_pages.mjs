// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of page there is, with something on it, for the tests that look at all of them.

export const customersPages = [
  { name: 'home', address: '/' },
  { name: 'home in Thai', address: '/?lang=th' },
  { name: 'results', address: '/search?q=wifi+slow&lang=en', answered: 'yes' },
  { name: 'results with a known problem', address: '/search?q=card+machine+slow&lang=en' },
  { name: 'weak results', address: '/search?q=slow+wi-fi+unicorn+dragon+delivery&lang=en', answered: 'weak' },
  { name: 'no results', address: '/search?q=quokka+season+tickets&lang=en', answered: 'no' },
  { name: 'results of a slip', address: '/search?q=reset+pasword&lang=en' },
  { name: 'results exactly as typed', address: '/search?q=reset+pasword&lang=en&exact=1' },
  { name: 'results in Serbian, Latin', address: '/search?q=nemam+internet&lang=sr-Latn' },
  { name: 'topic', address: '/search?category=Internet&lang=en' },
  { name: 'search without a question', address: '/search?lang=en' },
  { name: 'article', address: '/articles/en/billing/bill-higher-than-expected' },
  { name: 'article in Hindi', address: '/articles/hi/mobile/esim' },
  { name: 'contact', address: '/contact?lang=en&q=slow+wi-fi' },
  { name: 'contact in Thai', address: '/contact?lang=th' },
  { name: 'contact, thanks', address: '/contact/thanks?lang=en&answer=1' },
  { name: 'why not helpful', address: '/feedback?lang=en&helpful=no&id=en/billing/bill-higher-than-expected' },
  { name: 'not found', address: '/articles/en/nowhere', status: 404 },
  { name: 'sign-in', address: '/review/sign-in' },
  { name: 'sign-in after sign-out', address: '/review/sign-in?signed-out=1' },
];

/// For who is signed in. `gap`, `gapWithWords`: addresses of gaps, the second with keywords to propose;
/// `article`: one that customers opened.
export const reviewPages = ({ gap, gapWithWords, article }) => [
  { name: 'gaps', address: '/review' },
  { name: 'gaps of the day, filtered', address: '/review?since=24h&lang=en&status=all&sort=due' },
  { name: 'no gaps', address: '/review?since=7d&cause=rejected' },
  { name: 'gap', address: gap },
  { name: 'gap with a proposal', address: gapWithWords },
  { name: 'figures', address: '/review/figures' },
  { name: 'figures without searches', address: '/review/figures?since=7d&lang=hi' },
  { name: 'articles', address: '/review/articles' },
  { name: 'one article', address: `/review/articles/${article}` },
  { name: 'searches', address: '/review/searches' },
  { name: 'searches limited and empty', address: '/review/searches?what=rejected&text=nothing' },
  { name: 'messages', address: '/review/messages' },
  { name: 'no such gap', address: '/review/gaps/0123456789abcdef', status: 404 },
];
