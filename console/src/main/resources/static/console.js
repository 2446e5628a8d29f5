// Keeps the board fresh and tells what went wrong. Everything else is the server's.
(() => {
  'use strict';
  const notice = document.getElementById('notice');
  const busy = () => {
    const focused = document.activeElement;
    return focused && focused.tagName === 'INPUT' && focused.value !== '';
  };
  let waiting = false;
  const refresh = () => {
    if (busy()) {
      waiting = true;
      return;
    }
    waiting = false;
    htmx.trigger('#board', 'changed');
  };
  document.addEventListener('focusout', () => { if (waiting) setTimeout(refresh, 200); });
  let timer = 0;
  const changes = new EventSource('/changes');
  changes.onmessage = () => { clearTimeout(timer); timer = setTimeout(refresh, 150); };
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
})();
