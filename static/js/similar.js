/* While the title is typed: what was proposed already in like words. Without this script a button does the same. */
(function () {
  'use strict';
  var place = document.querySelector('[data-similar]');
  var title = place && document.getElementById(place.getAttribute('data-of'));
  if (!title || !window.fetch) return;
  var timer, asked = title.value.trim();
  title.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(look, 700);
  });
  function look() {
    var text = title.value.trim();
    if (text === asked) return;
    asked = text;
    if (text.length < 4) { place.textContent = ''; return; }
    fetch(place.getAttribute('data-similar') + '?q=' + encodeURIComponent(text), {credentials: 'same-origin'}).then(function (answer) {
      return answer.ok ? answer.text() : '';
    }).then(function (html) {
      if (text === asked) place.innerHTML = html;
    }).catch(function () {});
  }
})();
