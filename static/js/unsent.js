/* What was typed and not sent, in this device's own store. Used by the pages and by the service worker. */
var Unsent = (function () {
  'use strict';
  var FIELD = 'unsent', SECRET = /password|code|credential|csrf_token/;
  function open() {
    return new Promise(function (done, failed) {
      var asked = indexedDB.open('deliberation', 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore('unsent', { keyPath: 'id' }); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { failed(asked.error); };
    });
  }
  function run(mode, work) {
    return open().then(function (db) {
      return new Promise(function (done, failed) {
        var act = db.transaction('unsent', mode), asked = work(act.objectStore('unsent'));
        act.oncomplete = function () { db.close(); done(asked.result); };
        act.onerror = act.onabort = function () { db.close(); failed(act.error); };
      });
    });
  }
  /* Pairs of names and values → what is kept, or null where the form may not wait here. Files, codes and tokens never do. */
  function entry(url, pairs) {
    var whose = '', id = '', kept = [];
    pairs.forEach(function (p) {
      if (p[0] === FIELD) whose = p[1];
      else if (typeof p[1] === 'string' && !SECRET.test(p[0])) { kept.push([p[0], p[1]]); if (p[0] === 'act_id') id = p[1]; }
    });
    return whose && id ? { id: id, reader: whose, url: url, fields: kept, at: new Date().toISOString() } : null;
  }
  return {
    entry: entry,
    keep: function (e) { return run('readwrite', function (s) { return s.put(e); }); },
    all: function () { return run('readonly', function (s) { return s.getAll(); }); },
    drop: function (id) { return run('readwrite', function (s) { return s.delete(id); }); },
    wipe: function () { return run('readwrite', function (s) { return s.clear(); }); }
  };
})();
