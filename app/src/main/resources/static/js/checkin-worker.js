/* The service worker of the check-in pages: keeps a fixed, small list of the house's own files (self.FILES, made by the
   house) and shows the offline page where the network is gone. What was sent by a form while the network went is kept in
   the phone's outbox. Needs checkin-outbox.js. */
(function () {
  'use strict';

  var SHELL = '/checkin/offline';
  var CACHE = 'zhiyuan-checkin-' + self.MARK;
  var ACT = /^\/checkin\/([0-9a-f-]{36})\/(arrivals|departures)$/;
  /* where nothing answers within this time, the village has no network, whatever the phone believes */
  var PATIENCE_MILLIS = 12000;

  self.addEventListener('install', function (event) {
    event.waitUntil(caches.open(CACHE).then(function (cache) {
      return cache.addAll(self.FILES.concat(SHELL));
    }).then(function () { return self.skipWaiting(); }));
  });

  self.addEventListener('activate', function (event) {
    event.waitUntil(caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) {
        return name.indexOf('zhiyuan-checkin-') === 0 && name !== CACHE;
      }).map(function (name) { return caches.delete(name); }));
    }).then(function () { return self.clients.claim(); }));
  });

  function shell() {
    return caches.match(SHELL).then(function (page) { return page || Response.error(); });
  }

  /* a form that did not come through: kept in the phone, and the page shows that it is */
  function keepForm(form, path) {
    var act = ACT.exec(path);
    if (!act) return shell();
    return Promise.all([form.formData(), self.checkin.kept('bundle')]).then(function (both) {
      var code = String(both[0].get('code') || '').replace(/\D/g, '');
      /* the page says for whom it was made; the bundle may still be somebody else's */
      var volunteer = both[0].get('volunteer') || (both[1] && both[1].volunteer);
      if (!volunteer || code.length !== 6) return shell();
      return self.checkin.record({
        activity: act[1], volunteer: volunteer, coming: act[2] === 'arrivals', code: code
      }).then(function () { return Response.redirect('/checkin/' + act[1], 303); });
    }).catch(shell);
  }

  function answered(request) {
    return new Promise(function (resolve, reject) {
      var patience = setTimeout(function () { reject(new Error('no answer')); }, PATIENCE_MILLIS);
      fetch(request).then(function (answer) { clearTimeout(patience); resolve(answer); }, function (error) {
        clearTimeout(patience);
        reject(error);
      });
    });
  }

  self.addEventListener('fetch', function (event) {
    var request = event.request;
    var url = new URL(request.url);
    if (url.origin !== self.location.origin) return;
    if (request.mode === 'navigate') {
      var form = request.method === 'POST' ? request.clone() : null;
      event.respondWith(answered(request).catch(function () {
        return form ? keepForm(form, url.pathname) : shell();
      }));
    } else if (request.method === 'GET' && self.FILES.indexOf(url.pathname + url.search) >= 0) {
      event.respondWith(caches.match(request).then(function (kept) { return kept || fetch(request); }));
    }
  });

  self.addEventListener('sync', function (event) {
    if (event.tag !== 'checkin') return;
    event.waitUntil(self.checkin.send().then(function (outcome) {
      if (outcome === 'later') throw new Error('again later');
    }));
  });
})();
