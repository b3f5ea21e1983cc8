// SPDX-License-Identifier: GPL-3.0-or-later
// The help button in a company's own pages, as "/widget.js" serves it: with the words of one language. All of
// it is in a shadow tree with a style sheet made here, so neither the page's styles nor its content policy
// matter; the policy has to allow us in script-src and connect-src only.
(() => {
  const words = "WIDGET_WORDS";
  const script = document.currentScript;
  const name = 'firstline-help';
  if (typeof words === 'string' || !script || !script.src || document.querySelector(name)) return;
  if (!('adoptedStyleSheets' in Document.prototype)) return;
  const site = new URL(script.src).origin;
  const patience = 10000;  // ms until the server counts as out of reach

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const linkTo = (path, parameters, ...children) => {
    const url = new URL(path, site);
    for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
    return make('a', { href: url.href, target: '_blank', rel: 'noopener' }, ...children);
  };

  // ---- What is there
  const host = make(name);
  const root = host.attachShadow({ mode: 'open' });
  const label = script.dataset.label || words.widget_open;
  const button = make('button', { type: 'button', class: 'open', 'aria-label': label, title: label,
    'aria-haspopup': 'dialog', 'aria-expanded': 'false' }, words.dir === 'rtl' ? '؟' : '?');
  const close = make('button', { type: 'button', class: 'close', 'aria-label': words.widget_close,
    title: words.widget_close }, '×');
  const input = make('input', { type: 'search', id: 'q', dir: 'auto', maxlength: '500',
    autocomplete: 'off', enterkeyhint: 'search' });
  const form = make('form', { role: 'search' }, make('label', { for: 'q' }, words.search_label),
    make('div', { class: 'field' }, input, make('button', {}, words.search_button)));
  const status = make('p', { role: 'status', class: 'status' });
  const found = make('div', { class: 'found' });
  const panel = make('div', { class: 'panel', role: 'dialog', 'aria-labelledby': 'h' },
    make('div', { class: 'head' }, make('h2', { id: 'h' }, words.hero_heading), close),
    form, status, found, make('p', { class: 'foot' }, linkTo('/', { lang: words.lang }, words.browse_all)));
  panel.hidden = true;
  root.append(make('div', { class: 'widget', lang: words.lang, dir: words.dir }, panel, button));

  // ---- Answers
  /// Escaped text with <mark> as its only tag, made anew as text: nothing of it is ever read as HTML.
  const withMarks = (snippet) => {
    const signs = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
    const plain = (text) => text.replace(/&(lt|gt|quot|#39|amp);/g, (all, sign) => signs[sign]);
    return snippet.split(/(<mark>.*?<\/mark>)/s).map((part) => part.startsWith('<mark>')
      ? make('mark', {}, plain(part.slice(6, -7))) : plain(part));
  };
  const oneResult = (result, searchId, position) => {
    const parameters = { search: searchId, position };
    // The Latin letters of an interface whose articles are in Cyrillic stay.
    if (words.lang.startsWith(`${result.lang}-`)) parameters.lang = words.lang;
    const heading = result.section ? `${result.title} – ${result.section}` : result.title;
    return make('li', { lang: result.lang, dir: 'auto' }, linkTo(result.url, parameters, heading),
      make('p', {}, ...withMarks(result.snippet)));
  };
  const counted = (count) => {
    const form = words[`results_count_${new Intl.PluralRules(words.lang).select(count)}`];
    return (form || words.results_count_other).replace('{count}', count.toLocaleString(words.lang));
  };
  const show = (answer, query) => {
    const { answered, results, search_id: searchId } = answer;
    const isSure = answered === 'yes';
    status.textContent = isSure ? counted(results.length) : words[`${answered}_heading`];
    found.replaceChildren();
    if (!isSure) {
      const contact = { lang: words.lang, search: searchId, q: query };
      found.append(make('p', {}, linkTo('/contact', contact, words.ask_person_link)));
    }
    found.append(make('ol', {}, ...results.map((result, i) => oneResult(result, searchId, i + 1))));
  };
  const showTrouble = () => {
    status.textContent = words.widget_trouble;
    found.replaceChildren(make('p', {}, linkTo('/', { lang: words.lang }, words.site_name)));
  };

  let request = null;  // the newest one; what comes of others is thrown away
  const search = async (query) => {
    request?.abort();
    const mine = request = new AbortController();
    const timer = setTimeout(() => mine.abort(), patience);
    found.setAttribute('aria-busy', 'true');
    try {
      const parameters = new URLSearchParams({ channel: 'widget', q: query, lang: words.articles_lang, limit: 5 });
      const response = await fetch(`${site}/api/v1/search?${parameters}`, { signal: mine.signal, credentials: 'omit' });
      if (!response.ok) throw new Error(response.status);
      const answer = await response.json();
      if (mine === request) show(answer, query);
    } catch {
      if (mine === request) showTrouble();
    } finally {
      clearTimeout(timer);
      if (mine === request) found.removeAttribute('aria-busy');
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const query = input.value.trim();
    if (query) search(query);
    else input.focus();
  });

  // ---- Opening, closing, keys
  const setOpen = (isOpen) => {
    panel.hidden = !isOpen;
    button.setAttribute('aria-expanded', String(isOpen));
    (isOpen ? input : button).focus();
  };
  button.addEventListener('click', () => setOpen(panel.hidden));
  close.addEventListener('click', () => setOpen(false));
  panel.addEventListener('keydown', (event) => {
    const composes = event.isComposing || event.keyCode === 229;
    // Enter chooses a candidate then: it searches for nothing.
    if (composes && event.key === 'Enter') event.preventDefault();
    if (!composes && event.key === 'Escape') setOpen(false);
  });
  // What is typed here is none of the page's shortcuts.
  for (const type of ['keydown', 'keypress', 'keyup']) panel.addEventListener(type, (event) => event.stopPropagation());

  // ---- Looks. Sizes are of the reader's own letters, whatever the page's are.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial !important; }
    *, ::before, ::after { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .widget { color-scheme: light dark; font: medium/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
        Arial, "Noto Sans Thai", "Noto Sans Devanagari", "Noto Sans Arabic", "Noto Sans Hebrew", sans-serif;
      --paper: #fff; --ink: #14242b; --soft: #4d6068; --line: #d5dfe1; --edge: #74878e; --link: #0a5a72;
      --button: #0a5a72; --button-ink: #fff; --mark: #ffebb3; --focus: #0a5a72; color: var(--ink); }
    .widget:lang(th), .widget:lang(hi) { line-height: 1.75; }
    @media (prefers-color-scheme: dark) {
      .widget { --paper: #0f191d; --ink: #e4ecee; --soft: #a5b6bc; --line: #2a3b43; --edge: #71868e;
        --link: #86d3e8; --button: #86d3e8; --button-ink: #08222a; --mark: #5d4a12; --focus: #ffc857; }
    }
    button, input { font: inherit; }
    button { cursor: pointer; color: var(--button-ink); background: var(--button); border: 1px solid transparent; }
    :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
    .open { position: fixed; z-index: 2147483000; inset-block-end: .65em; inset-inline-end: .65em; inline-size: 2.25em;
      block-size: 2.25em; padding: 0; border-radius: 50%; box-shadow: 0 .1em .4em #0006; font-size: 1.5em;
      font-weight: 700; line-height: 1; }
    .panel { position: fixed; z-index: 2147483001; inset-block-end: 5.25em; inset-inline-end: 1em;
      inline-size: min(24em, calc(100vw - 2em)); max-block-size: min(36em, calc(100vh - 6.5em)); overflow: auto;
      overscroll-behavior: contain; overflow-wrap: anywhere; padding: 1em; border: 1px solid var(--line);
      border-radius: .75em; background: var(--paper); box-shadow: 0 .4em 2em #0005; }
    .head { display: flex; align-items: start; justify-content: space-between; gap: .5em; }
    h2 { margin: .35em 0 .5em; font-size: 1.1875em; line-height: 1.35; }
    .close { flex: none; inline-size: 1.85em; block-size: 1.85em; padding: 0; margin-block-start: -.2em;
      margin-inline-end: -.3em; border-radius: 50%; color: var(--soft); background: none; font-size: 1.5em;
      line-height: 1; }
    label { display: block; margin-block-end: .25em; color: var(--soft); font-size: .9375em; }
    .field { display: flex; flex-wrap: wrap; gap: .5em; }
    .field > * { min-block-size: 2.75em; border-radius: .5em; }
    .field button { padding-inline: .9em; font-weight: 600; }
    input { flex: 1 1 9em; min-inline-size: 0; padding-inline: .7em; color: inherit; background: var(--paper);
      border: 1px solid var(--edge); }
    p { margin: 0; }
    .status:not(:empty) { margin-block-start: 1em; font-weight: 600; }
    .found > p { margin-block-start: .5em; }
    .found[aria-busy] { opacity: .6; }
    a { display: inline-block; padding-block: .2em; color: var(--link); }
    ol { margin: .5em 0 0; padding: 0; list-style: none; }
    li { padding-block: .6em; border-block-start: 1px solid var(--line); }
    li a { font-weight: 600; }
    li p { color: var(--soft); font-size: .9375em; }
    mark { color: var(--ink); background: var(--mark); border-radius: .15em; }
    .foot { margin-block-start: 1em; padding-block-start: .6em; border-block-start: 1px solid var(--line); }
    .found li:first-child { border: 0; }
    @media (max-width: 30em) {
      .panel { inset-inline: 0; inset-block-end: 0; inline-size: auto; max-block-size: 90vh; border-inline: 0;
        border-radius: .75em .75em 0 0; }
    }
    @media (prefers-reduced-motion: no-preference) {
      .panel { animation: rise .16s ease-out; }
      @keyframes rise { from { opacity: 0; transform: translateY(.6em); } }
    }
    @media print { .widget { display: none; } }`);
  root.adoptedStyleSheets = [sheet];

  const start = () => document.body.append(host);
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start);
})();
