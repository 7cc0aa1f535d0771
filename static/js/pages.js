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
  if (idle > 150) {
    setTimeout(function () {
      if (!window.confirm(body.getAttribute('data-idle-text'))) return;
      var sent = new XMLHttpRequest();
      sent.open('POST', body.getAttribute('data-keep-alive'));
      sent.setRequestHeader('X-CSRFToken', body.getAttribute('data-token'));
      sent.send();
    }, (idle - 120) * 1000);
  }
  var first = document.querySelector('.errors');
  if (first) first.focus();
})();
