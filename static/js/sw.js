/* The service worker: the last pages visited stay readable without a network, a form that did not get through is kept.
   The server says by headers what may be kept (X-Keep), whose it is (X-Reader) and what stands in for the rest (X-Offline). */
'use strict';
var STYLE = 'looks', SHELL = 'shell', OWN = 'pages-', MOST = 40, PATIENCE = 8000;
self.addEventListener('install', function () { self.skipWaiting(); });
self.addEventListener('activate', function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener('fetch', function (event) {
  var asked = event.request, url = new URL(asked.url);
  if (url.origin !== location.origin) return;
  if (asked.mode === 'navigate' && asked.method === 'POST') event.respondWith(send(event, asked, url));
  else if (asked.mode === 'navigate') event.respondWith(read(event, asked));
  else if (asked.method === 'GET' && url.pathname.indexOf('/static/') >= 0) event.respondWith(look(event, asked, url));
});

function pages(whose) { return caches.open(OWN + whose); }
function forget(others) {
  return caches.keys().then(function (names) {
    return Promise.all(names.filter(function (n) { return n.indexOf(OWN) === 0 && n !== OWN + others && n !== OWN + '0'; }).map(function (n) { return caches.delete(n); }));
  });
}

/* Styles and scripts: an address with a version never changes. */
function look(event, asked, url) {
  return caches.open(STYLE).then(function (kept) {
    return kept.match(asked).then(function (found) {
      if (found && url.searchParams.has('v')) return found;
      return fetch(asked).then(function (answer) {
        if (answer.ok) event.waitUntil(newest(kept, asked, url, answer.clone()));
        return answer;
      }, function (gone) { if (found) return found; throw gone; });
    });
  });
}
function newest(kept, asked, url, answer) {
  return kept.keys().then(function (all) {
    return Promise.all(all.filter(function (r) { return new URL(r.url).pathname === url.pathname; }).map(function (r) { return kept.delete(r); }));
  }).then(function () { return kept.put(asked, answer); });
}

/* A page: from the network, else the last copy with its time, else the page that says so. */
function read(event, asked) {
  var late = new Promise(function (done) { setTimeout(function () { copy(asked).then(function (found) { if (found) done(found); }); }, PATIENCE); });
  var fresh = fetch(asked).then(function (answer) { event.waitUntil(note(asked, answer.clone())); return answer; });
  fresh.catch(function () {});
  return Promise.race([fresh, late]).catch(function () {
    return copy(asked).then(function (found) { return found || standIn(); });
  });
}
function note(asked, answer) {
  var whose = answer.headers.get('X-Reader'), offline = answer.headers.get('X-Offline');
  if (!whose) return Promise.resolve();
  return forget(whose).then(function () { if (offline) return shell(offline); }).then(function () {
    if (answer.headers.get('X-Keep')) return keep(asked, answer, whose);
  });
}
function keep(asked, answer, whose) {
  return answer.text().then(function (html) {
    var head = { 'Content-Type': 'text/html; charset=utf-8', 'X-Kept-At': new Date().toISOString(), 'Content-Security-Policy': answer.headers.get('Content-Security-Policy') || "default-src 'self'" };
    return pages(whose).then(function (kept) {
      return kept.delete(asked.url).then(function () { return kept.put(asked.url, new Response(html, { headers: head })); })
        .then(function () { return kept.keys(); })
        .then(function (all) { return Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map(function (r) { return kept.delete(r); })); });
    });
  });
}
function copy(asked) {
  return caches.keys().then(function (names) {
    var mine = names.filter(function (n) { return n.indexOf(OWN) === 0; }).sort().reverse(); /* one's own before what anybody read here */
    return mine.reduce(function (so, name) {
      return so.then(function (found) { return found || caches.open(name).then(function (kept) { return kept.match(asked.url, { ignoreVary: true }); }); });
    }, Promise.resolve(undefined));
  }).then(function (found) {
    if (!found) return found;
    return found.text().then(function (html) { return new Response(html.replace('<body ', '<body data-kept="' + found.headers.get('X-Kept-At') + '" '), { headers: found.headers }); });
  });
}
function shell(address) {
  return caches.open(SHELL).then(function (kept) {
    return kept.keys().then(function (all) {
      var last = all[all.length - 1], url = new URL(address, location.origin).href;
      if (last && last.url === url) return;
      return fetch(url).then(function (answer) {
        if (!answer.ok) return;
        return Promise.all(all.map(function (r) { return kept.delete(r); })).then(function () { return kept.put(url, answer); }); /* one only: it names its reader */
      });
    });
  });
}
function standIn() {
  return caches.open(SHELL).then(function (kept) {
    return kept.keys().then(function (all) { return all.length ? kept.match(all[all.length - 1]) : Response.error(); });
  });
}

/* A form: sent as it is. What does not get through is kept if its form allows it, and forgotten once the same act was taken; signing out leaves
   nothing behind. */
function send(event, asked, url) {
  if (asked.isHistoryNavigation || asked.cache === 'only-if-cached') return back(asked);
  if (/\/(sign-out|switch-person|hand-back\/done)$/.test(url.pathname)) event.waitUntil(Promise.all([forget(''), caches.delete(SHELL), Unsent.wipe()]));
  var spare = asked.clone();
  function entry() {
    return spare.formData().then(function (form) { return Unsent.entry(url.pathname + url.search, Array.from(form.entries())); });
  }
  return fetch(asked).then(function (answer) {
    if (answer.type === 'opaqueredirect') event.waitUntil(entry().then(function (e) { return e && Unsent.drop(e.id); }).catch(function () {}));
    return answer;
  }, function () {
    return entry().then(function (e) { return e && Unsent.keep(e).then(function () { return true; }); }).catch(function () {}).then(function (kept) {
      return standIn().then(function (page) { return sent(page, kept ? 'kept' : 'lost'); });
    });
  });
}
/* The page that stands in says what became of the form: kept here, or perhaps arrived and perhaps not. */
function sent(page, what) {
  if (!page.ok) return page;
  return page.text().then(function (html) { return new Response(html.replace('<body ', '<body data-sent="' + what + '" '), { headers: page.headers }); });
}
/* Going back to the answer of a form sends nothing, and no copy of that answer is held: the page the form stands on is asked for anew, in its place. */
function back(asked) {
  return fetch(asked.url, { credentials: 'same-origin', redirect: 'manual' }).catch(standIn);
}
