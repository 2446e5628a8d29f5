// Keeps pages fresh, lets them be used by keyboard, and tells what went wrong. Everything else is the server's.
(() => {
  'use strict';
  const EVERY = 1000;
  const byId = id => document.getElementById(id);
  const live = byId('live');
  const navigation = byId('navigation');
  const notice = byId('notice');

  const typing = () => {
    const focused = document.activeElement;
    return live.contains(focused) && /^(INPUT|TEXTAREA|SELECT)$/.test(focused.tagName) && focused.value !== '';
  };

  // A part of the page that is fetched anew, at once and then at most once a second.
  const part = (element, address, mayNow) => {
    let last = 0;
    let timer = 0;
    const fetchNow = () => {
      timer = 0;
      if (!mayNow()) {
        timer = setTimeout(fetchNow, EVERY);
        return;
      }
      last = Date.now();
      const open = [...element.querySelectorAll('details[open][id]')].map(details => details.id);
      const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
      htmx.ajax('GET', address(), { target: element, swap: 'innerHTML' }).then(() => {
        open.forEach(id => byId(id)?.setAttribute('open', ''));
        if (focused) byId(focused)?.focus({ preventScroll: true });
      });
    };
    return () => {
      if (!timer) timer = setTimeout(fetchNow, Math.max(50, last + EVERY - Date.now()));
    };
  };
  const freshLive = part(live, () => location.pathname + location.search, () => !typing());
  const freshNavigation = part(navigation, () => '/navigation/' + navigation.dataset.section, () => true);
  const counted = ['findings', 'overlays', 'proposals', 'decisions', 'outcomes'];

  // One stream a tab, closed while nobody looks.
  let stream = null;
  let lost = false;
  const listen = () => {
    if (stream) return;
    stream = new EventSource('/changes');
    stream.onopen = () => {
      if (lost) { freshLive(); freshNavigation(); }
      lost = false;
    };
    stream.onerror = () => { lost = true; };
    stream.onmessage = event => {
      const topics = event.data.split(' ');
      const watched = live.dataset.live.split(' ');
      if (topics.some(topic => watched.includes(topic))) freshLive();
      if (topics.some(topic => counted.includes(topic))) freshNavigation();
    };
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
      lost = true;
    } else {
      listen();
    }
  });
  listen();

  const say = text => { notice.textContent = text; notice.hidden = !text; };
  document.body.addEventListener('htmx:responseError', event => {
    let text = 'The request failed (' + event.detail.xhr.status + ').';
    try { text = JSON.parse(event.detail.xhr.responseText).detail || text; } catch (ignored) { /* not a problem document */ }
    say(text);
  });
  document.body.addEventListener('htmx:sendError', () => say('The console cannot be reached.'));
  document.body.addEventListener('htmx:beforeRequest', event => {
    if (event.detail.requestConfig.verb === 'post') say('');
  });
  document.body.addEventListener('htmx:afterRequest', event => {
    if (event.detail.successful && event.detail.requestConfig.verb === 'post') {
      event.detail.elt.closest('form')?.reset();
    }
  });

  // Filters that are empty need not stand in the address.
  document.body.addEventListener('htmx:configRequest', event => {
    if (event.detail.verb !== 'get' || !event.detail.elt.matches('form.filter')) return;
    for (const [name, value] of [...event.detail.formData.entries()]) {
      if (value === '') event.detail.formData.delete(name);
    }
  });

  const rowLinks = () => [...live.querySelectorAll('[data-row]')].map(row => row.querySelector('.main a, h2 a, a')).filter(Boolean);
  const step = by => {
    const links = rowLinks();
    if (!links.length) return;
    const at = links.findIndex(link => link.closest('[data-row]').contains(document.activeElement));
    const next = links[Math.min(links.length - 1, Math.max(0, at + by))];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  let going = 0;
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === 'Escape' && field) event.target.blur();
    if (field || byId('help').open) return;
    if (Date.now() - going < 1500) {
      going = 0;
      const link = navigation.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    const keys = {
      g: () => { going = Date.now(); },
      '?': () => byId('help').showModal(),
      '/': () => byId('filter')?.focus(),
      j: () => step(1),
      k: () => step(-1),
      n: () => live.querySelector('a.next')?.click()
    };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
})();
