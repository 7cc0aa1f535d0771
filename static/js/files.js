/* Before a form with files is sent: a photo needs its sentence, and no file may be too large. The server asks the same. */
(function () {
  'use strict';
  function wrong(box, line) {
    var file = line.querySelector('input[type=file]'), words = line.querySelector('input[type=text]'), one = file && file.files[0];
    if (!one) return null;
    if (one.size > box.getAttribute('data-most') * 1048576) return [file, box.getAttribute('data-large')];
    if (words && !words.value.trim() && one.type !== 'application/pdf') return [words, box.getAttribute('data-words')];
    return null;
  }
  document.addEventListener('submit', function (event) {
    var boxes = event.target.querySelectorAll('[data-files]'), first = null;
    if (event.submitter && event.submitter.formNoValidate) return;
    boxes.forEach(function (box) {
      box.querySelectorAll('.file-line').forEach(function (line) {
        var old = line.querySelector('[data-said]'), found = wrong(box, line), said;
        line.querySelectorAll('[aria-invalid]').forEach(function (i) { i.removeAttribute('aria-invalid'); });
        if (old) old.remove();
        if (!found) return;
        said = document.createElement('p');
        said.className = 'field-error'; said.setAttribute('data-said', ''); said.setAttribute('role', 'alert');
        said.textContent = found[1];
        found[0].setAttribute('aria-invalid', 'true');
        found[0].insertAdjacentElement('afterend', said);
        first = first || found[0];
      });
    });
    if (!first) return;
    event.preventDefault(); event.stopImmediatePropagation();
    if (first.closest('details')) first.closest('details').open = true;
    first.focus();
  }, true);
})();
