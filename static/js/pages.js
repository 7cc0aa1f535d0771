/* Makes pages nicer; none of them needs it. A double tap submits once; idle time warns before it signs out; copy buttons copy. */
(function () {
  'use strict';
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.hasAttribute('data-once')) return;
    if (form.getAttribute('data-sent')) { event.preventDefault(); return; }
    form.setAttribute('data-sent', '1');
    var buttons = form.querySelectorAll('button[type=submit]');
    setTimeout(function () { for (var i = 0; i < buttons.length; i++) buttons[i].disabled = true; }, 0);
  });
  window.addEventListener('pageshow', function () {
    var forms = document.querySelectorAll('form[data-sent]');
    for (var i = 0; i < forms.length; i++) {
      forms[i].removeAttribute('data-sent');
      var buttons = forms[i].querySelectorAll('button[type=submit]');
      for (var j = 0; j < buttons.length; j++) buttons[j].disabled = false;
    }
  });
  document.addEventListener('click', function (event) {
    var button = event.target.closest ? event.target.closest('[data-copy]') : null;
    if (!button || !navigator.clipboard) return;
    navigator.clipboard.writeText(button.getAttribute('data-copy')).then(function () { button.setAttribute('aria-pressed', 'true'); });
  });
  var body = document.body, idle = parseInt(body.getAttribute('data-idle') || '0', 10);
  var tablet = document.querySelector('[data-tablet]');
  if (tablet) minutes(tablet);
  var bar = document.querySelector('[data-idle-bar]');
  if (idle > 150 && bar && !tablet) still(bar);
  /* Two minutes before the idle time is over it says so, read aloud and with the focus on its one button. Typing counts as being here, in every tab. */
  function still(bar) {
    var says = bar.querySelector('[data-says]'), stay = bar.querySelector('button'), again = bar.querySelector('a'), told = 0, before = null, over = false;
    function now() { told = Date.now(); try { localStorage.setItem('alive', told); } catch (e) { told = Date.now(); } }
    function last() { try { return Math.max(told, parseInt(localStorage.getItem('alive') || '0', 10)); } catch (e) { return told; } }
    function tell() {
      var sent = new XMLHttpRequest();
      sent.open('POST', body.getAttribute('data-keep-alive'));
      sent.setRequestHeader('X-CSRFToken', body.getAttribute('data-token'));
      sent.onload = function () { if (sent.status === 204) { now(); hide(); } else if (sent.status < 500) end(); };
      sent.send();
    }
    function show(text) {
      if (bar.hidden) before = document.activeElement;
      bar.hidden = false;
      if (says.textContent !== text) says.textContent = text;
    }
    function hide() {
      if (bar.hidden) return;
      bar.hidden = true; says.textContent = '';
      if (before && before.focus) before.focus();
    }
    function end() { over = true; window.dispatchEvent(new Event('signed-out')); show(bar.getAttribute('data-over')); stay.hidden = true; again.hidden = false; clearInterval(watch); }
    function look() {
      var left = last() + idle * 1000 - Date.now();
      if (left <= 0) end();
      else if (left <= 120000) { if (bar.hidden) { show(bar.getAttribute('data-warn')); stay.focus(); } }
      else hide();
    }
    ['keydown', 'input', 'pointerdown'].forEach(function (name) {
      document.addEventListener(name, function () { if (bar.hidden && !over && Date.now() - last() > 60000) { now(); tell(); } }, { passive: true, capture: true });
    });
    stay.addEventListener('click', tell);
    now();
    var watch = setInterval(look, 1000);
  }
  /* A tablet of the desk in a resident's hands: counts down, warns a minute before, and signs out. Typing counts as being here. */
  function minutes(box) {
    var end = Date.now() + parseInt(box.getAttribute('data-tablet'), 10) * 1000, wait = 180000, still = Date.now() + wait, told = Date.now();
    var done = box.querySelector('form[data-done]'), more = box.querySelector('form[data-more]'), shown = box.querySelector('[data-left]'), warning = box.querySelector('[data-warning]');
    function send(form, then) {
      var sent = new XMLHttpRequest();
      sent.open('POST', form.action);
      sent.setRequestHeader('X-CSRFToken', body.getAttribute('data-token'));
      sent.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
      sent.onload = function () { if (sent.status === 200) then(parseInt(sent.responseText, 10)); };
      sent.send();
    }
    function here() {
      still = Date.now() + wait;
      if (Date.now() - told < 60000) return;
      told = Date.now();
      send({ action: body.getAttribute('data-keep-alive') }, function () {});
    }
    ['keydown', 'input', 'pointerdown', 'scroll'].forEach(function (name) { document.addEventListener(name, here, { passive: true, capture: true }); });
    window.addEventListener('pageshow', function (event) { if (event.persisted) location.reload(); });
    if (more) more.addEventListener('submit', function (event) {
      event.preventDefault();
      send(more, function (seconds) { end = Date.now() + seconds * 1000; more.hidden = true; here(); look(); });
    });
    function look() {
      var left = Math.max(0, Math.round((Math.min(end, still) - Date.now()) / 1000)), whole = Math.max(0, Math.round((end - Date.now()) / 1000));
      shown.textContent = Math.floor(whole / 60) + ':' + ('0' + whole % 60).slice(-2);
      var text = left > 60 ? '' : still < end ? warning.getAttribute('data-idle') : warning.getAttribute('data-end');
      if (warning.textContent !== text) warning.textContent = text;
      if (left === 0) { clearInterval(watch); done.submit(); }
    }
    var watch = setInterval(look, 1000);
    look();
  }
  /* A form that may be kept is kept by itself when its page is put away half-written. */
  var keep = document.querySelector('button[data-keep]');
  if (keep && navigator.sendBeacon) {
    var typed = false;
    keep.form.addEventListener('input', function () { typed = true; });
    keep.form.addEventListener('submit', function () { typed = false; });
    document.addEventListener('visibilitychange', function () {
      if (document.visibilityState !== 'hidden' || !typed) return;
      typed = false;
      var data = new FormData(keep.form), names = [];
      data.forEach(function (value, name) { if (value instanceof File) names.push([name, value.name]); });
      names.forEach(function (one) { data.delete(one[0]); if (one[1]) data.append('chosen_files', one[1]); });
      data.append('keep', '1');
      data.append('quietly', '1');
      navigator.sendBeacon(keep.form.getAttribute('action') || location.href, data);
    });
  }
  var first = document.querySelector('.errors');
  if (first) first.focus();
})();
