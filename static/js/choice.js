/* What was chosen on a ballot paper, for the way back from the page that shows it once more: in this tab alone, for its reader alone, and gone
   once it was cast, somebody signed out, or half an hour is over. It never leaves the device; on a tablet of the desk nothing is kept. */
(function () {
  'use strict';
  var KEY = 'ballot', LONGEST = 1800000, me = document.body.getAttribute('data-reader');
  function forget() { try { sessionStorage.removeItem(KEY); } catch (e) { return; } }
  function kept() { try { return JSON.parse(sessionStorage.getItem(KEY) || 'null'); } catch (e) { return null; } }
  function keep(what) { try { sessionStorage.setItem(KEY, JSON.stringify(what)); } catch (e) { forget(); } }
  var was = kept(), here = location.pathname, copied = document.body.hasAttribute('data-kept') || document.body.hasAttribute('data-sent') || document.querySelector('[data-offline]');
  if (was && !copied && (me === '0' || was.reader !== me || Date.now() - was.at > LONGEST || (was.cast && was.path !== here))) { forget(); was = null; }
  window.addEventListener('signed-out', forget);
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (/\/(sign-out|switch-person|hand-back\/done|sign-out-everywhere)$/.test(form.action)) { forget(); return; }
    if (!me || me === '0') return;
    var mine = kept();
    if (mine && mine.path === here && form.querySelector('input[name=confirmed]')) { mine.cast = true; keep(mine); return; }
    if (!form.querySelector('fieldset.ballot')) return;
    var pairs = Array.from(new FormData(form).entries()).filter(function (p) { return /^q\d+(-\d+)?$/.test(p[0]); });
    keep({ reader: me, path: here, at: Date.now(), pairs: pairs });
  }, true);
  var fields = document.querySelectorAll('fieldset.ballot input');
  if (!was || was.path !== here || !fields.length) return;
  for (var i = 0; i < fields.length; i++) put(fields[i]);
  function put(field) {
    var said = was.pairs.filter(function (p) { return p[0] === field.name; }).map(function (p) { return p[1]; });
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = said.indexOf(field.value) >= 0;
    else field.value = said.length ? said[0] : '';
  }
})();
