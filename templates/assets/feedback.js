// SPDX-License-Identifier: GPL-3.0-or-later
// Votes without leaving the page: what the server answers takes the place of the form. Without this, or when it
// fails, the form goes the usual way.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  const place = form.closest('.vote');
  if (!place || event.defaultPrevented) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form));
  const button = event.submitter;
  if (button && button.name) fields.set(button.name, button.value);
  place.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(form.action, {method: 'POST', body: fields});
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const answer = document.adoptNode(page.querySelector('.vote'));
    const title = answer.querySelector('h1');
    if (place.closest('article, .column')) {
      const heading = document.createElement('h2');  // the page has its h1
      heading.append(...title.childNodes);
      for (const {name, value} of title.attributes) heading.setAttribute(name, value);
      title.replaceWith(heading);
    }
    place.replaceWith(answer);
    answer.querySelector('[tabindex]').focus();
  } catch {
    for (const [name, value] of fields) {
      let field = form.elements.namedItem(name);
      if (field) continue;
      field = document.createElement('input');
      field.type = 'hidden';
      field.name = name;
      field.value = value;
      form.append(field);
    }
    form.submit();
  }
});
