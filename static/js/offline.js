/* Keeps what was typed when there is no network, and offers to send it later. Without it every form works as ever. */
(function () {
  'use strict';
  var body = document.body, main = document.getElementById('content'), words = document.getElementById('offline-words');
  if (!window.indexedDB || !window.Promise || !words || !body.hasAttribute('data-sw')) return;
  var me = body.getAttribute('data-reader'), zone = document.documentElement.lang, copied = body.hasAttribute('data-kept') || !!document.querySelector('[data-offline]');
  if (navigator.serviceWorker) navigator.serviceWorker.register(body.getAttribute('data-sw')).catch(function () {});
  function say(name) { return words.content.querySelector('[data-say=' + name + ']').cloneNode(true); }
  function when(iso) { return new Date(iso).toLocaleString(zone, { dateStyle: 'medium', timeStyle: 'short' }); }
  function show(box, before) { (before || main).insertBefore(box, before ? before.firstChild : main.firstChild); return box; }

  if (body.hasAttribute('data-kept')) show(say('kept')).querySelector('time').textContent = when(body.getAttribute('data-kept'));

  /* Without a network the form is not sent into the void. */
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (/\/(sign-out|switch-person|hand-back\/done)$/.test(form.action)) { localStorage.setItem('leave', '1'); Unsent.wipe(); return; }
    if (event.defaultPrevented || navigator.onLine || form.method !== 'post') return;
    var pairs = Array.from(new FormData(form).entries());
    if (event.submitter && event.submitter.name) pairs.push([event.submitter.name, event.submitter.value]);
    var e = Unsent.entry(location.pathname + location.search, pairs);
    if (!e) { wait(event, form); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    Unsent.keep(e).then(function () {
      var old = form.querySelector('[data-say=stored]');
      if (old) old.remove();
      var box = show(say('stored'), form);
      box.tabIndex = -1;
      box.focus();
      box.scrollIntoView({ block: 'center' });
    });
  }, true);

  /* What may not be kept (ballots, codes, files) is not sent into the void either; a second press sends it all the same. */
  function wait(event, form) {
    if (form.querySelector('[data-say=not-sent]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    var box = show(say('not-sent'), form);
    box.tabIndex = -1;
    box.focus();
    box.scrollIntoView({ block: 'center' });
  }
  function fields(form, pairs) {
    pairs.forEach(function (p) {
      var i = document.createElement('input');
      i.type = 'hidden'; i.name = p[0]; i.value = p[1];
      form.appendChild(i);
    });
  }
  /* The ordinary form, with a fresh token and the same act id: sent twice it is still one act. */
  function send(e, box) {
    fetch(e.url, { credentials: 'same-origin' }).then(function (answer) {
      if (answer.redirected && /\/sign-in$/.test(new URL(answer.url).pathname)) { location.href = answer.url; return; }
      return answer.text().then(function (html) {
        var page = new DOMParser().parseFromString(html, 'text/html'), token = page.querySelector('main input[name=csrf_token]');
        /* Somebody else signed in in another tab meanwhile: these words are not theirs. */
        if (page.body.getAttribute('data-reader') !== e.reader) { location.reload(); return; }
        if (!token) { box.querySelector('[data-problem]').textContent = (page.querySelector('main h1') || page.body).textContent; return; }
        var form = document.createElement('form');
        form.method = 'post'; form.action = e.url;
        fields(form, e.fields.concat([['csrf_token', token.value], ['unsent', me]]));
        main.appendChild(form);
        sessionStorage.setItem('sending', e.id);
        form.submit();
      });
    }).catch(function () { box.querySelector('[data-problem]').textContent = box.querySelector('[data-still]').textContent; });
  }
  function offer(e) {
    var box = show(say(me === e.reader ? 'offer' : 'signed-out'));
    if (me !== e.reader) return;
    var texts = e.fields.filter(function (f) { return f[0] === 'title' || f[0] === 'body' || f[0] === 'reasons' || f[0] === 'grounds'; }).map(function (f) { return f[1]; });
    box.querySelector('[data-text]').textContent = texts.join(' · ').slice(0, 300);
    box.querySelector('time').textContent = when(e.at);
    box.querySelector('[data-send]').addEventListener('click', function () { send(e, box); });
    box.querySelector('[data-drop]').addEventListener('click', function () { Unsent.drop(e.id).then(function () { box.remove(); main.focus(); }); });
    if (!navigator.onLine) box.querySelector('[data-send]').hidden = true;
    window.addEventListener('online', function () { box.querySelector('[data-send]').hidden = false; });
  }
  /* What was being sent has arrived once another page of the server stands here; an error page of the browser would not run this. */
  function arrived() {
    var id = sessionStorage.getItem('sending'), way = (performance.getEntriesByType('navigation')[0] || {}).type;
    if (!id) return Promise.resolve();
    sessionStorage.removeItem('sending');
    if (copied || way !== 'navigate') return Promise.resolve();
    return Unsent.drop(id);
  }
  function here(e) { return document.querySelector('main input[name=act_id][value="' + e.id + '"]'); }
  function begin() {
    var leave = localStorage.getItem('leave');
    localStorage.removeItem('leave');
    return (leave && me === '0' ? Unsent.wipe() : arrived()).then(Unsent.all).then(function (all) {
      var others = all.filter(function (e) { return me !== '0' && e.reader !== me; }), mine = all.filter(function (e) { return me === '0' || e.reader === me; });
      if (!copied) others.forEach(function (e) { Unsent.drop(e.id); });
      if (me === '0') mine = mine.slice(0, 1);
      mine.forEach(function (e) { if (!here(e)) offer(e); });
    });
  }
  begin().catch(function () {});
  window.addEventListener('online', function () {
    var boxes = main.querySelectorAll('[data-say=stored]');
    for (var i = 0; i < boxes.length; i++) boxes[i].remove();
    main.querySelectorAll('[data-say=not-sent]').forEach(function (box) { box.remove(); });
    if (boxes.length) Unsent.all().then(function (all) { all.filter(function (e) { return e.reader === me; }).forEach(offer); });
  });

  /* On the page that stands in for the others: what can be read now. */
  var list = document.querySelector('[data-offline]'), became = body.getAttribute('data-sent');
  if (list && became) {
    var ballot = /\/cast-ballot$/.test(location.pathname), told = became === 'lost' && ballot ? 'vote' : became;
    main.querySelectorAll('[data-when]').forEach(function (p) { p.hidden = p.getAttribute('data-when') !== told; });
    main.querySelectorAll('[data-look]').forEach(function (a) { a.href = ballot ? location.pathname.replace(/cast-ballot$/, 'receipt') : location.pathname; });
  }
  if (list && window.caches) caches.keys().then(function (names) {
    return Promise.all(names.filter(function (n) { return n.indexOf('pages-') === 0; }).map(function (name) {
      return caches.open(name).then(function (kept) {
        return kept.keys().then(function (all) {
          return Promise.all(all.reverse().map(function (r) {
            return kept.match(r).then(function (a) { return a.text(); }).then(function (html) {
              var item = document.createElement('li'), link = document.createElement('a');
              link.href = r.url;
              link.textContent = new DOMParser().parseFromString(html, 'text/html').title.split(' · ')[0];
              item.appendChild(link);
              list.appendChild(item);
            });
          }));
        });
      });
    }));
  }).then(function () { document.querySelector('[data-none]').hidden = !!list.children.length; });
})();
