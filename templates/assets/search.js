// SPDX-License-Identifier: GPL-3.0-or-later
// The search box while one types (a combobox as WAI-ARIA describes it), the key '/' that leads to it, and
// results in place. Without scripts it is a form that asks for the next page.
(() => {
  const form = document.querySelector('form.search');
  if (!form || !window.fetch) return;
  const input = form.elements.q;
  const words = form.dataset;

  const make = (name, attributes, text = '') => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };

  // ---- What is announced, for those who don't see it
  const status = make('p', { class: 'hidden', role: 'status' });
  form.append(status);
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const counted = (count) => {
    if (count === 0) return words.none;
    const pattern = words[plural.select(count)] || words.other;
    return pattern.replace('{count}', count.toLocaleString(document.documentElement.lang));
  };

  // ---- Suggestions
  const list = make('ul', { id: '_suggestions', role: 'listbox', class: 'suggestions', 'aria-label': words.label });
  list.hidden = true;
  form.querySelector('.field').append(list);
  input.type = 'text';  // a search field may not be a combobox
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'],
    ['aria-controls', list.id]]) input.setAttribute(name, value);

  const pause = 70;  // ms without a key before the server is asked
  let suggestions = [];
  let active = -1;  // -1: what was typed
  let question = 0;  // the newest one; answers to others are stale
  let request = null;
  let timer = 0;

  const mark = (place) => {
    active = place;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === place)));
    if (place < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', list.children[place].id);
    return list.children[place].scrollIntoView({ block: 'nearest' });
  };

  const close = () => {
    ++question;
    clearTimeout(timer);
    if (request) request.abort();
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    mark(-1);
  };

  const show = (found) => {
    suggestions = found;
    list.replaceChildren(...found.map(({ kind, text, lang }, i) => {
      const option = make('li', { id: `_suggestion_${i}`, role: 'option', class: kind });
      option.append(make('span', { lang }, text), make('span', { class: 'kind' }, words[kind]));
      return option;
    }));
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    mark(-1);
    status.textContent = counted(found.length);
  };

  const suggest = async () => {
    if (request) request.abort();
    const number = ++question;
    const text = input.value.trim();
    if (!text) return close();
    request = new AbortController();
    try {
      const asked = new URLSearchParams({ q: text, lang: form.elements.lang.value });
      const response = await fetch(`/api/v1/suggest?${asked}`, { signal: request.signal });
      const answer = response.ok ? await response.json() : { suggestions: [] };
      if (number === question && document.activeElement === input) show(answer.suggestions);
    } catch {
      // nothing to suggest: the form still works
    }
    return undefined;
  };

  // Half a Thai or Vietnamese word is no word. Android's keyboards compose each word of each language, so
  // that waiting for the end of it would be waiting for the next word.
  const composesAll = /Android/.test(navigator.userAgent);
  let composing = false;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, pause);
  };
  input.addEventListener('compositionstart', () => { composing = true; });
  input.addEventListener('compositionend', () => {
    composing = false;
    later();
  });
  input.addEventListener('input', () => {
    if (!composing || composesAll) later();
  });
  input.addEventListener('blur', close);

  const pick = (place) => {
    const { kind, text, url, lang } = suggestions[place];
    const own = form.elements.lang.value;
    const variant = own.startsWith(`${lang}-`);  // "sr-Latn" for an article in "sr"
    if (kind === 'article') return location.assign(variant ? `${url}?lang=${own}` : url);
    input.value = text;
    return form.requestSubmit();
  };
  list.addEventListener('pointerdown', (event) => event.preventDefault());  // the box keeps the focus
  list.addEventListener('click', (event) => {
    const option = event.target.closest('li');
    if (option) pick([...list.children].indexOf(option));
  });

  input.addEventListener('keydown', (event) => {
    if (event.isComposing || composing || event.keyCode === 229) return;
    const open = !list.hidden;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (!open) return suggest();
      const places = suggestions.length + 1;  // and what was typed
      mark((active + 1 + steps[event.key] + places) % places - 1);
    } else if (event.key === 'Enter' && open && active >= 0) {
      event.preventDefault();
      pick(active);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (!open) input.value = '';
      close();
    }
    return undefined;
  });

  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  // ---- Results in place, where the box stands above them. Pages that were left are kept for Back.
  const kept = new Map();
  let here = String(Math.random());
  let loading = 0;
  let leaving = input.value;  // the question of the page that is shown
  const current = () => ({
    main: document.querySelector('main'),
    languages: document.querySelector('.languages'),
    title: document.title,
    query: input.value,
    place: scrollY,
  });
  const put = (page) => {
    document.querySelector('main').replaceWith(page.main);
    const languages = document.querySelector('.languages');
    if (languages && page.languages) languages.replaceWith(page.languages);
    document.title = page.title;
    input.value = page.query;
    scrollTo({ top: page.place, behavior: 'instant' });
    for (const { src } of page.main.querySelectorAll('script[src]')) {  // put in so, they don't run by themselves
      if (![...document.head.querySelectorAll('script')].some((script) => script.src === src)) {
        document.head.append(make('script', { src }));
      }
    }
    const heading = page.main.querySelector('h1');
    status.textContent = heading ? heading.textContent : '';
  };

  const results = async (url) => {
    const number = ++loading;
    const main = document.querySelector('main');
    main.setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(url);
      const text = await response.text();
      if (number !== loading) return;
      main.removeAttribute('aria-busy');
      const next = new DOMParser().parseFromString(text, 'text/html');
      if (!response.ok || !next.querySelector('main')) throw new Error(response.statusText);
      kept.set(here, { ...current(), query: leaving });
      here = String(Math.random());
      history.pushState({ page: here }, '', url);
      put({
        main: document.importNode(next.querySelector('main'), true),
        languages: document.importNode(next.querySelector('.languages'), true),
        title: next.title,
        query: input.value,
        place: 0,
      });
      leaving = input.value;
      if (matchMedia('(pointer: coarse)').matches) input.blur();  // the screen's keyboard goes
    } catch {
      if (number === loading) location.assign(url);  // the browser tells what is wrong
    }
  };

  if (!form.closest('main')) {
    history.replaceState({ ...history.state, page: here }, '');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      close();
      results(`${form.getAttribute('action')}?${new URLSearchParams(new FormData(form))}`);
    });
    addEventListener('popstate', (event) => {
      if (!event.state) return;  // a jump within the page
      const page = kept.get(event.state.page);
      if (!page) return location.reload();
      ++loading;
      kept.set(here, { ...current(), query: leaving });
      here = event.state.page;
      close();
      put(page);
      leaving = page.query;
      return undefined;
    });
  } else {
    form.addEventListener('submit', close);
  }
})();
