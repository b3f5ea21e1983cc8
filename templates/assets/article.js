// SPDX-License-Identifier: GPL-3.0-or-later
// An article's headings get a link to copy, and its address loses what told which search it came from.
(() => {
  const address = new URL(location.href);
  if (address.searchParams.has('search')) {
    address.searchParams.delete('search');
    address.searchParams.delete('position');
    history.replaceState(history.state, '', address);
  }

  const prose = document.querySelector('.prose');
  if (!prose) return;
  const status = document.createElement('p');
  status.className = 'copied';
  status.setAttribute('role', 'status');
  document.body.append(status);
  let timer = 0;

  for (const heading of prose.querySelectorAll(':is(h2, h3, h4)[id]')) {
    const link = document.createElement('a');
    link.className = 'anchor';
    link.href = `#${heading.id}`;
    link.textContent = '#';
    link.setAttribute('aria-label', prose.dataset.copyLink.replace('{heading}', heading.textContent.trim()));
    link.addEventListener('click', async (event) => {
      if (!navigator.clipboard) return;  // the address bar has it then
      event.preventDefault();
      history.replaceState(history.state, '', link.href);
      try {
        await navigator.clipboard.writeText(link.href);
      } catch {
        return;  // not allowed to: the address bar has it
      }
      status.textContent = prose.dataset.copied;
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = ''; }, 2500);
    });
    heading.append(' ', link);
  }
})();
