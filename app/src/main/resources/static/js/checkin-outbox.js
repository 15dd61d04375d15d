/* What a phone keeps of service check-in while it has no network: in IndexedDB, with a number of the phone and a count of
   its own, so that the house takes each event once however often it is sent. Used by the pages and by the service worker;
   holds no words for people.
     checkin.record({activity, volunteer, coming, code, reason, by})   keeps one event, of a tick also who ticked; resolves
                                          when it is on the disk
     checkin.send()                       sends what waits and is whose who is signed in now; another's stays as it is. Resolves
                                          to 'sent', 'nothing', 'sign-in' or 'later'
     checkin.events()                     all that is kept, the latest first
     checkin.mine(event, bundle)          whether an event is whose the bundle is
     checkin.keep(key, value), .kept(key) what the pages keep for themselves: bundle, roster:<activity>
     checkin.whose()                      asks the house who is signed in, and keeps that one's bundle instead of another's;
                                          resolves to it, or to null where nobody is
     checkin.contact(millis)              the house's clock says so now
     checkin.now()                        what the house's clock says now, as reckoned; null where they never spoke
     checkin.forget()                     empties all but what still has to be sent */
(function (scope) {
  'use strict';

  var NAME = 'zhiyuan-checkin';
  var BATCH = 50;
  var TRIES_MAX = 3;
  var KEPT_MILLIS = 7 * 24 * 3600 * 1000;
  /* what performance.now() counts from; another page, or the same after a reload, counts from elsewhere */
  var here = unique();

  function unique() {
    if (scope.crypto.randomUUID) return scope.crypto.randomUUID();
    var bytes = scope.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.prototype.map.call(bytes, function (b) { return (b + 256).toString(16).slice(1); }).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  function open() {
    return new Promise(function (resolve, reject) {
      var request = scope.indexedDB.open(NAME, 1);
      request.onupgradeneeded = function () {
        request.result.createObjectStore('meta', { keyPath: 'key' });
        request.result.createObjectStore('outbox', { keyPath: ['device', 'counter'] });
      };
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
  }

  /* runs work in one transaction; resolves to what it returned once all of it is on the disk */
  function within(mode, work) {
    return open().then(function (db) {
      return new Promise(function (resolve, reject) {
        var transaction = db.transaction(['meta', 'outbox'], mode, { durability: 'strict' });
        var result = { value: undefined };
        transaction.oncomplete = function () { db.close(); resolve(result.value); };
        transaction.onabort = transaction.onerror = function () { db.close(); reject(transaction.error); };
        work(transaction.objectStore('meta'), transaction.objectStore('outbox'), result);
      });
    });
  }

  function read(request, use) {
    request.onsuccess = function () { use(request.result); };
  }

  function record(event) {
    return within('readwrite', function (meta, outbox, result) {
      read(meta.get('phone'), function (known) {
        var phone = known || { key: 'phone', device: unique(), counter: 0 };
        phone.counter += 1;
        meta.put(phone);
        read(meta.get('contact'), function (contact) {
          var now = Date.now();
          var kept = {
            device: phone.device,
            counter: phone.counter,
            activity: event.activity,
            volunteer: event.volunteer,
            coming: event.coming,
            code: event.code || null,
            reason: event.reason || '',
            by: event.by || '',
            deviceTime: now,
            serverTime: contact ? contact.server : now,
            deviceTimeThen: contact ? contact.device : now,
            uptime: contact && contact.here === here ? Math.round(scope.performance.now() - contact.count) : null,
            verdict: null,
            words: '',
            tries: 0
          };
          outbox.put(kept);
          result.value = kept;
        });
      });
    }).then(function (kept) {
      /* where the browser can, it sends by itself as soon as there is a network, even with the page closed */
      var registration = scope.registration
        ? Promise.resolve(scope.registration)
        : scope.navigator.serviceWorker ? scope.navigator.serviceWorker.getRegistration('/checkin/') : Promise.resolve(null);
      return registration
        .then(function (worker) { return worker && worker.sync ? worker.sync.register('checkin') : null; })
        .catch(function () { return null; })
        .then(function () { return kept; });
    });
  }

  function events() {
    return within('readonly', function (meta, outbox, result) {
      read(outbox.getAll(), function (all) {
        result.value = all.sort(function (a, b) { return b.counter - a.counter; });
      });
    });
  }

  function keep(key, value) {
    return within('readwrite', function (meta) { meta.put({ key: key, value: value }); });
  }

  function kept(key) {
    return within('readonly', function (meta, outbox, result) {
      read(meta.get(key), function (found) { result.value = found ? found.value : null; });
    });
  }

  function contact(millis) {
    return within('readwrite', function (meta) {
      meta.put({ key: 'contact', server: millis, device: Date.now(), here: here, count: scope.performance.now() });
    });
  }

  function now() {
    return within('readonly', function (meta, outbox, result) {
      read(meta.get('contact'), function (found) {
        result.value = found ? found.server + (Date.now() - found.device) : null;
      });
    });
  }

  /* one phone serves a family: what it took along for one is no other's */
  function own(bundle) {
    return within('readwrite', function (meta) {
      meta.put({ key: 'bundle', value: bundle });
      read(meta.getAll(), function (all) {
        all.forEach(function (found) {
          if (found.key.indexOf('roster:') === 0 && found.value.who !== bundle.who) meta.delete(found.key);
        });
      });
    });
  }

  function whose() {
    return fetch('/checkin/bundle', {
      credentials: 'same-origin', cache: 'no-store', redirect: 'manual', headers: { Accept: 'application/json' }
    }).then(function (answer) {
      if (answer.status === 401 || answer.type === 'opaqueredirect') return null;
      if (!answer.ok) throw new Error('answered ' + answer.status);
      return answer.json();
    }).then(function (bundle) {
      return bundle && contact(bundle.now).then(function () { return own(bundle); }).then(function () { return bundle; });
    });
  }

  /* a code is the volunteer's own to send, a tick his who ticked: the house asks the same */
  function mine(event, bundle) {
    return event.code ? event.volunteer === bundle.volunteer : event.by === bundle.who;
  }

  function forget() {
    return within('readwrite', function (meta, outbox) {
      read(meta.getAllKeys(), function (keys) {
        keys.forEach(function (key) { if (key !== 'phone' && key !== 'contact') meta.delete(key); });
      });
      read(outbox.getAll(), function (all) {
        all.forEach(function (event) { if (!waits(event)) outbox.delete([event.device, event.counter]); });
      });
    });
  }

  /* what was settled a week ago is no news any more */
  function tidy() {
    return within('readwrite', function (meta, outbox) {
      read(outbox.getAll(), function (all) {
        all.forEach(function (event) {
          if (event.verdict && event.verdict !== 'REFUSED' && Date.now() - event.deviceTime > KEPT_MILLIS) {
            outbox.delete([event.device, event.counter]);
          }
        });
      });
    });
  }

  function waits(event) {
    return !event.verdict || (event.verdict === 'REFUSED' && event.tries < TRIES_MAX);
  }

  function token() {
    return fetch('/form-tokens', { credentials: 'same-origin', cache: 'no-store' }).then(function (answer) {
      if (!answer.ok) throw new Error('no token');
      return answer.text();
    }).then(function (page) {
      var found = /name="_csrf" value="([^"]*)"/.exec(page);
      if (!found) throw new Error('no token');
      return found[1];
    });
  }

  function sendBatch(batch) {
    return token().then(function (csrf) {
      var body = new URLSearchParams();
      body.set('_csrf', csrf);
      body.set('events', JSON.stringify(batch.map(function (event) {
        return {
          device: event.device, counter: event.counter, activity: event.activity, volunteer: event.volunteer,
          coming: event.coming, code: event.code, reason: event.reason, deviceTime: event.deviceTime,
          serverTime: event.serverTime, deviceTimeThen: event.deviceTimeThen, uptime: event.uptime
        };
      })));
      return fetch('/checkin/events', {
        method: 'POST', credentials: 'same-origin', cache: 'no-store', body: body, headers: { Accept: 'application/json' }
      });
    }).then(function (answer) {
      if (answer.status === 401) return null;
      if (!answer.ok) throw new Error('answered ' + answer.status);
      return answer.json();
    }).then(function (told) {
      if (!told) return 'sign-in';
      return within('readwrite', function (meta, outbox) {
        told.verdicts.forEach(function (verdict) {
          read(outbox.get([verdict.device, verdict.counter]), function (event) {
            if (!event) return;
            event.words = verdict.words;
            /* another signed in meanwhile: it waits for its own as if it had never been sent */
            if (verdict.kind !== 'OTHERS') {
              event.verdict = verdict.kind;
              event.tries += 1;
            }
            outbox.put(event);
          });
        });
      }).then(function () { return contact(told.now); }).then(function () { return 'sent'; });
    });
  }

  function send() {
    return events().then(function (all) {
      if (!all.some(waits)) return 'nothing';
      return whose().then(function (bundle) {
        if (!bundle) return 'sign-in';
        var waiting = all.filter(function (event) { return waits(event) && mine(event, bundle); }).reverse();
        if (!waiting.length) return 'nothing';
        var result = Promise.resolve('sent');
        for (var i = 0; i < waiting.length; i += BATCH) {
          result = next(result, waiting.slice(i, i + BATCH));
        }
        return result;
      });
    }).catch(function () { return 'later'; });
  }

  function next(before, batch) {
    return before.then(function (done) { return done === 'sent' ? sendBatch(batch) : done; });
  }

  /* the digits of the venue's screen (RFC 6238, HMAC-SHA-256, 30 seconds), for a leader's phone without a network */
  function digits(secret, millis) {
    var bytes = new Uint8Array(secret.match(/../g).map(function (pair) { return parseInt(pair, 16); }));
    var step = Math.floor(millis / 30000);
    var counter = new DataView(new ArrayBuffer(8));
    counter.setUint32(0, Math.floor(step / 4294967296));
    counter.setUint32(4, step >>> 0);
    return scope.crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']).then(function (key) {
      return scope.crypto.subtle.sign('HMAC', key, counter.buffer);
    }).then(function (signed) {
      var mac = new Uint8Array(signed);
      var at = mac[mac.length - 1] & 15;
      var number = ((mac[at] & 127) * 16777216 + mac[at + 1] * 65536 + mac[at + 2] * 256 + mac[at + 3]) % 1000000;
      return ('000000' + number).slice(-6);
    });
  }

  scope.checkin = {
    record: record, send: send, events: events, keep: keep, kept: kept, contact: contact, now: now, forget: forget,
    tidy: tidy, whose: whose, mine: mine, digits: digits
  };
})(self);
