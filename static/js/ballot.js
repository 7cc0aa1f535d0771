/* A ballot paper, nicer: ranking by tapping, what is left of the points, what a choice costs. Only tells and fills in; the server judges. */
(function () {
  'use strict';
  function all(root, what) { return Array.prototype.slice.call(root.querySelectorAll(what)); }
  function yuan(fen) {
    var rest = fen % 100, whole = String((fen - rest) / 100).replace(/\B(?=(\d{3})+$)/g, ',');
    return '¥' + whole + (rest ? '.' + (rest < 10 ? '0' : '') + rest : '');
  }
  function put(words, values) { return words.replace(/\{(\w+)\}/g, function (_all, name) { return values[name]; }); }
  function tell(place, text) { if (place && place.textContent !== text) place.textContent = text; }
  function number(field) {
    var text = field.value.trim().replace(/[０-９]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); });
    return /^\d+$/.test(text) ? parseInt(text, 10) : 0;
  }

  all(document, 'fieldset.ballot').forEach(function (box) {
    var form = box.getAttribute('data-form'), most = parseInt(box.getAttribute('data-most'), 10), running = box.querySelector('[data-running]');
    var fields = all(box, '.pick-in input'), taps = all(box, '[data-rank]'), ticks = all(box, 'input[type=checkbox]');
    var words = all(box, 'input[type=checkbox]').filter(function (t) { return t.value === 'none' || t.value === 'abstain'; });
    var options = ticks.filter(function (t) { return words.indexOf(t) < 0; });
    function name(field) {
      var label = box.querySelector('label[for="' + field.id + '"]');
      return label.firstChild.textContent.trim();
    }
    function ranked() { return fields.filter(function (f) { return number(f) > 0; }).sort(function (a, b) { return number(a) - number(b); }); }
    function chosen() { return form === 'each' ? all(box, 'input[value=for]:checked') : fields.length ? ranked() : options.filter(function (t) { return t.checked; }); }

    function money() {
      var said = running.querySelector('[data-costs]');
      if (!said) return;
      var sum = chosen().reduce(function (n, f) { return n + parseInt(f.getAttribute('data-cost') || '0', 10); }, 0), budget = parseInt(said.getAttribute('data-budget'), 10);
      var bar = running.querySelector('progress');
      bar.value = Math.min(sum, budget); bar.textContent = yuan(sum);
      tell(said, put(said.getAttribute(sum > budget ? 'data-dear' : 'data-costs'), { sum: yuan(sum), budget: yuan(budget) }));
    }
    function count() {
      var said = running.querySelector('[data-chosen]'), n = chosen().length;
      if (said) tell(said, put(said.getAttribute(most && n > most ? 'data-over' : 'data-chosen'), { n: n, most: most, over: n - most }));
    }
    function points() {
      var said = running.querySelector('[data-left]');
      if (!said) return;
      var left = most - fields.reduce(function (n, f) { return n + number(f); }, 0);
      tell(said, put(said.getAttribute(left < 0 ? 'data-over' : 'data-left'), { left: left, most: most, over: -left }));
    }
    function order() {
      var said = running.querySelector('[data-order]');
      if (!said) return;
      var now = ranked();
      tell(said, now.length ? put(said.getAttribute('data-order'), { order: now.map(function (f, i) { return (i + 1) + '. ' + name(f); }).join('  ') }) : said.getAttribute('data-nothing'));
      taps.forEach(function (tap) {
        var place = number(document.getElementById(tap.getAttribute('data-rank')));
        tap.querySelector('[data-state]').textContent = place ? put(said.getAttribute('data-place'), { place: place }) : said.getAttribute('data-next');
        tap.setAttribute('aria-pressed', place ? 'true' : 'false');
      });
    }
    function look() { if (running) { money(); count(); points(); order(); } }
    function renumber() { ranked().forEach(function (f, i) { f.value = i + 1; }); }

    box.addEventListener('click', function (event) {
      var tap = event.target.closest ? event.target.closest('[data-rank]') : null;
      if (!tap) return;
      var field = document.getElementById(tap.getAttribute('data-rank'));
      if (number(field)) { field.value = ''; renumber(); } else { renumber(); field.value = ranked().length + 1; }
      words.forEach(function (t) { t.checked = false; });
      look();
    });
    box.addEventListener('input', function (event) {
      if (words.indexOf(event.target) >= 0 && event.target.checked) {
        words.concat(options).forEach(function (t) { if (t !== event.target) t.checked = false; });
        fields.forEach(function (f) { f.value = ''; });
      } else if (event.target.value) {
        words.forEach(function (t) { t.checked = t === event.target && t.checked; });
      }
      look();
    });
    taps.forEach(function (tap) { tap.hidden = false; });
    if (running) { running.hidden = false; look(); }
  });
})();
