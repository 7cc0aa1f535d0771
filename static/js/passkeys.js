/* Passkeys: asks the server what to sign, the browser to sign it, and puts the answer into the form. Loaded on their pages only. */
(function () {
  'use strict';
  var able = window.PublicKeyCredential && navigator.credentials && window.fetch;
  function bytes(text) {
    var plain = atob(text.replace(/-/g, '+').replace(/_/g, '/')), made = new Uint8Array(plain.length);
    for (var i = 0; i < plain.length; i++) made[i] = plain.charCodeAt(i);
    return made.buffer;
  }
  function text(buffer) {
    var all = new Uint8Array(buffer), plain = '';
    for (var i = 0; i < all.length; i++) plain += String.fromCharCode(all[i]);
    return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
  function opened(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    ['allowCredentials', 'excludeCredentials'].forEach(function (name) {
      (options[name] || []).forEach(function (one) { one.id = bytes(one.id); });
    });
    return options;
  }
  function answer(made) {
    var response = { clientDataJSON: text(made.response.clientDataJSON) };
    ['attestationObject', 'authenticatorData', 'signature', 'userHandle'].forEach(function (name) {
      if (made.response[name]) response[name] = text(made.response[name]);
    });
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response: response, clientExtensionResults: {} });
  }
  function begin(form) {
    var kind = form.getAttribute('data-passkey'), body = new FormData();
    var token = form.querySelector('[name=csrf_token]');
    if (token) body.append('csrf_token', token.value);
    return fetch(form.getAttribute('data-options'), { method: 'POST', body: body, credentials: 'same-origin' })
      .then(function (sent) { if (!sent.ok) throw new Error(sent.status); return sent.json(); })
      .then(function (options) {
        return kind === 'enrol' ? navigator.credentials.create({ publicKey: opened(options) }) : navigator.credentials.get({ publicKey: opened(options) });
      })
      .then(function (made) { form.querySelector('[name=credential]').value = answer(made); form.submit(); });
  }
  var forms = document.querySelectorAll('form[data-passkey]');
  for (var i = 0; i < forms.length; i++) {
    var without = document.getElementById(forms[i].getAttribute('data-without'));
    if (!able) continue;
    forms[i].hidden = false;
    if (without) without.hidden = true;
    forms[i].addEventListener('submit', function (event) {
      event.preventDefault();
      var form = this, failed = form.querySelector('[data-failed]');
      begin(form).catch(function () { if (failed) failed.hidden = false; });
    });
  }
})();
