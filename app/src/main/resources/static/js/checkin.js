/* Comfort on the pages of service check-in, and the whole of the page that is shown without a network. Needs
   checkin-outbox.js. Words stand in the page; what this script looks for in it:
     <meta name="checkin-who">  who is signed in: another's activities are not kept beside
     [data-checkin]            the page of one's own activities: keeps them in the phone for a day without a network
     [data-can] [data-cannot]  says whether this browser can do that
     [data-roster="…"]         a button that keeps an activity's list in the leader's phone; its address
     [data-roster-kept]        shown once it is kept
     [data-scan="id"]          a button, hidden at first, that reads a code with the camera into the field with this id
     <video data-camera>       where the camera shows what it sees
     [data-near="id"]          a button, hidden at first, that puts yes or no into the field with this id: whether the phone is
                               within data-meters of data-latitude and data-longitude. Nothing else of it leaves the phone
     [data-near-said]          says which, in its own data-yes, data-no or data-failed
     [data-shell]              the page without a network; its parts are named data-acts, data-desk, data-outbox …
     <template data-t="…">     how a part of it looks; [data-w="…"] a word that is put into it
     [data-outbox]             what is kept in this phone, and what became of it */
(function () {
  'use strict';

  var box = window.checkin;
  var able = 'serviceWorker' in navigator && 'indexedDB' in window && 'caches' in window && window.isSecureContext;

  function one(selector, root) { return (root || document).querySelector(selector); }
  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function word(key) { var found = one('[data-w="' + key + '"]'); return found ? found.textContent : ''; }
  function show(element, shown) { if (element) element.hidden = !shown; }
  function copy(name) { return one('template[data-t="' + name + '"]').content.firstElementChild.cloneNode(true); }
  function put(root, name, text) { var part = one('[data-p="' + name + '"]', root); if (part) part.textContent = text; }
  function two(number) { return ('0' + number).slice(-2); }

  /* as the pages write it: the city's own time, whatever zone the phone thinks it is in */
  function clock(millis) {
    var city = new Date(millis + 8 * 3600 * 1000);
    return two(city.getUTCMonth() + 1) + '-' + two(city.getUTCDate()) + ' ' + two(city.getUTCHours()) + ':' + two(city.getUTCMinutes());
  }

  function get(path) {
    return fetch(path, { credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'application/json' } })
      .then(function (answer) {
        if (!answer.ok) throw new Error('answered ' + answer.status);
        return answer.json();
      });
  }

  /* --- with a network --- */

  function prepare() {
    return navigator.serviceWorker.register('/checkin/worker.js', { scope: '/checkin/' }).then(function () {
      return navigator.serviceWorker.ready;
    }).then(function () {
      return box.whose();
    }).then(freshShell);
  }

  /* another than before uses this phone: what is kept for the one before is not shown to this one, nor recorded as his */
  function handedOver() {
    var who = one('meta[name="checkin-who"]');
    if (!who) return Promise.resolve();
    return box.kept('bundle').then(function (bundle) {
      if (!bundle || bundle.who === who.content) return null;
      return box.keep('bundle', null).then(box.whose).catch(function () { return null; });
    });
  }

  /* the offline page in the language and letters that were chosen last */
  function freshShell() {
    return caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.indexOf('zhiyuan-checkin-') === 0; })
        .map(function (name) { return caches.open(name).then(function (cache) { return cache.add('/checkin/offline'); }); }));
    });
  }

  function keepRoster(button) {
    button.disabled = true;
    get(button.getAttribute('data-roster')).then(function (roster) {
      return box.contact(roster.now).then(function () { return box.keep('roster:' + roster.activity.id, roster); });
    }).then(prepare).then(function () {
      show(one('[data-roster-kept]'), true);
      show(button, false);
    }).catch(function () { button.disabled = false; show(one('[data-roster-failed]'), true); });
  }

  /* --- the camera --- */

  function startScan(button) {
    var field = document.getElementById(button.getAttribute('data-scan'));
    var video = one('video[data-camera]');
    var detector = new window.BarcodeDetector({ formats: ['qr_code'] });
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(function (stream) {
      video.srcObject = stream;
      show(video, true);
      video.play();
      var look = window.setInterval(function () {
        detector.detect(video).then(function (found) {
          var text = found.length ? read(found[0].rawValue, field) : '';
          if (!text) return;
          window.clearInterval(look);
          stream.getTracks().forEach(function (track) { track.stop(); });
          show(video, false);
          field.value = text;
          field.focus();
        }).catch(function () { return null; });
      }, 300);
    }).catch(function () { show(one('[data-no-camera]'), true); });
  }

  /* six digits out of the venue's address, or the number out of a volunteer's card */
  function read(text, field) {
    var code = /[?&]code=(\d{6})/.exec(text);
    var card = /[A-Z]{2}\d{11}/.exec(text);
    return field.name === 'code' ? (code ? code[1] : '') : (card ? card[0] : '');
  }

  /* --- whether one is near --- */

  function metres(a, b) {
    var rad = Math.PI / 180;
    var h = Math.pow(Math.sin((b.latitude - a.latitude) * rad / 2), 2)
      + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.pow(Math.sin((b.longitude - a.longitude) * rad / 2), 2);
    return 2 * 6371000 * Math.asin(Math.sqrt(h));
  }

  function sayNear(button) {
    var said = one('[data-near-said]');
    function say(what) { said.textContent = said.getAttribute('data-' + what); show(said, true); }
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(function (found) {
      var away = metres(found.coords, {
        latitude: Number(button.getAttribute('data-latitude')), longitude: Number(button.getAttribute('data-longitude'))
      });
      /* in doubt, in favour */
      var near = away - found.coords.accuracy <= Number(button.getAttribute('data-meters'));
      document.getElementById(button.getAttribute('data-near')).value = near ? 'yes' : 'no';
      say(near ? 'yes' : 'no');
      show(button, false);
    }, function () {
      button.disabled = false;
      say('failed');
    }, { timeout: 10000, maximumAge: 60000 });
  }

  /* --- what is kept in this phone --- */

  function drawOutbox() {
    var list = one('[data-outbox]');
    if (!list) return Promise.resolve([]);
    return Promise.all([box.events(), box.kept('bundle')]).then(function (both) {
      var titles = {};
      ((both[1] && both[1].activities) || []).forEach(function (activity) { titles[activity.id] = activity.title; });
      list.textContent = '';
      both[0].forEach(function (event) {
        var item = copy('event');
        put(item, 'what', word(event.coming ? 'came' : 'went') + ' ' + clock(event.deviceTime));
        put(item, 'where', titles[event.activity] || '');
        var others = !event.verdict && both[1] && !box.mine(event, both[1]);
        var state = others ? 'others' : !event.verdict ? 'waiting' : event.verdict === 'COUNTED' ? 'counted' : event.verdict === 'LATE' ? 'late'
          : event.verdict === 'DOUBTFUL' ? 'doubtful' : 'refused';
        var tag = one('[data-p="state"]', item);
        tag.textContent = word(state);
        tag.className = 'tag ' + (state === 'counted' ? 't-ok' : state === 'refused' ? 't-bad' : 't-warn');
        put(item, 'words', event.words);
        list.appendChild(item);
      });
      show(list.closest('section'), both[0].length > 0);
      return both[0];
    });
  }

  function sendAll() {
    return box.send().then(function (outcome) {
      show(one('[data-sign-in]'), outcome === 'sign-in');
      return drawOutbox().then(function () { return outcome; });
    });
  }

  /* --- the page without a network --- */

  function shell(root) {
    var path = /^\/checkin\/([0-9a-f-]{36})(\/(?:desk|code))?/.exec(window.location.pathname);
    var asked = path ? path[1] : null;
    var code = (/[?&]code=(\d{6})/.exec(window.location.search) || [])[1] || '';
    Promise.all([box.kept('bundle'), asked ? box.kept('roster:' + asked) : null]).then(function (kept) {
      if (kept[1] && path[2]) {
        desk(root, kept[1]);
      } else {
        drawActs(root, kept[0], asked, code);
      }
      return drawOutbox();
    });
  }

  function drawActs(root, bundle, asked, code) {
    var list = one('[data-acts]', root);
    if (!bundle || !bundle.volunteer) {
      show(one('[data-none]', root), true);
      return;
    }
    put(root, 'number', bundle.number);
    show(one('[data-whose]', root), true);
    var acts = bundle.activities.slice();
    if (asked && !acts.some(function (act) { return act.id === asked; })) {
      acts.unshift({ id: asked, title: word('unknown'), place: '', starts: null });
    }
    acts.sort(function (a, b) { return (b.id === asked) - (a.id === asked); });
    list.textContent = '';
    acts.forEach(function (act) { list.appendChild(drawAct(bundle, act, act.id === asked ? code : '')); });
    show(one('[data-none]', root), acts.length === 0);
  }

  function drawAct(bundle, act, code) {
    var item = copy('act');
    put(item, 'title', act.title);
    put(item, 'when', act.starts ? clock(act.starts) + ' – ' + clock(act.ends) : '');
    put(item, 'place', act.place);
    var form = one('form', item);
    var field = one('input', form);
    field.id = 'code-' + act.id;
    one('label', form).htmlFor = field.id;
    field.value = code;
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var coming = !event.submitter || event.submitter.value === 'in';
      var digits = field.value.replace(/[０-９]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 65248); }).replace(/\D/g, '');
      if (digits.length !== 6) {
        show(one('[data-p="wrong"]', item), true);
        field.setAttribute('aria-invalid', 'true');
        field.focus();
        return;
      }
      show(one('[data-p="wrong"]', item), false);
      field.removeAttribute('aria-invalid');
      box.record({ activity: act.id, volunteer: bundle.volunteer, coming: coming, code: digits }).then(function (kept) {
        field.value = '';
        put(item, 'done', word(coming ? 'cameKept' : 'wentKept') + ' ' + clock(kept.deviceTime));
        show(one('[data-p="done"]', item), true);
        return sendAll();
      });
    });
    return item;
  }

  function desk(root, roster) {
    var part = one('[data-desk]', root);
    show(part, true);
    put(part, 'title', roster.activity.title);
    var list = one('[data-people]', part);
    roster.people.forEach(function (person) {
      var item = copy('person');
      put(item, 'name', person.name);
      put(item, 'number', person.number);
      all('button', item).forEach(function (button) {
        button.addEventListener('click', function () {
          box.record({
            activity: roster.activity.id, volunteer: person.volunteer, coming: button.value === 'in', by: roster.who,
            reason: one('[data-reason]', part).value
          }).then(function (kept) {
            put(item, 'done', word(kept.coming ? 'came' : 'went') + ' ' + clock(kept.deviceTime));
            return sendAll();
          });
        });
      });
      list.appendChild(item);
    });
    function tick() {
      box.now().then(function (now) {
        if (now === null) return;
        put(part, 'left', String(30 - Math.floor(now / 1000) % 30));
        return box.digits(roster.secret, now).then(function (digits) { put(part, 'digits', digits.slice(0, 3) + ' ' + digits.slice(3)); });
      });
    }
    tick();
    window.setInterval(tick, 1000);
  }

  /* --- begin --- */

  function start() {
    var root = one('[data-shell]');
    all('[data-scan]').forEach(function (button) {
      if ('BarcodeDetector' in window && navigator.mediaDevices) {
        show(button, true);
        button.addEventListener('click', function () { startScan(button); });
      }
    });
    all('[data-near]').forEach(function (button) {
      if (navigator.geolocation && window.isSecureContext) {
        show(button, true);
        button.addEventListener('click', function () { sayNear(button); });
      }
    });
    show(one('[data-can]'), able);
    show(one('[data-cannot]'), !able);
    if (!able) return;
    all('[data-roster]').forEach(function (button) {
      show(button, true);
      button.addEventListener('click', function () { keepRoster(button); });
    });
    all('[data-forget]').forEach(function (button) {
      show(button, true);
      button.addEventListener('click', function () { box.forget().then(function () { window.location.reload(); }); });
    });
    window.addEventListener('online', function () {
      sendAll().then(function (outcome) { if (root && outcome !== 'later') window.location.reload(); });
    });
    if (root) {
      shell(root);
      all('[data-again]').forEach(function (button) {
        button.addEventListener('click', function () { sendAll().then(function () { window.location.reload(); }); });
      });
      return;
    }
    handedOver().then(box.tidy).then(sendAll).then(function () {
      return one('[data-checkin]') ? prepare().then(function () { show(one('[data-ready]'), true); }) : null;
    }).catch(function () { return null; });
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
})();
