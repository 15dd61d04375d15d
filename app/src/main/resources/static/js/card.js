/* Checks the signature on a volunteer's card in the browser, without a network: the page brought the public key with it.
     <form data-card data-key="base64 SubjectPublicKeyInfo" data-key-id="…" data-good data-over data-forged="sentences">
     <button data-offline hidden>     appears where the browser knows Ed25519; elsewhere the form's own button asks the house
     #card-answer                     says what was found
   The text: ZYC1.NUMBER.YYYYMMDD.KEY.SIGNATURE; signed is everything before the last point. */
(function () {
  'use strict';

  var form = document.querySelector('form[data-card]');
  var button = form && form.querySelector('button[data-offline]');
  var answer = document.getElementById('card-answer');
  if (!button || !answer || !window.crypto || !window.crypto.subtle || !window.TextEncoder) return;

  function bytes(base64) {
    var text = window.atob(base64.replace(/-/g, '+').replace(/_/g, '/'));
    var all = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) all[i] = text.charCodeAt(i);
    return all;
  }

  function say(number, sentence, good) {
    while (answer.firstChild) answer.removeChild(answer.firstChild);
    var notice = document.createElement('div');
    notice.className = good ? 'notice' : 'notice w';
    var box = document.createElement('div');
    [number, sentence].forEach(function (words, line) {
      if (!words) return;
      var p = document.createElement('p');
      if (line === 0) p.className = 'num';
      p.appendChild(document.createTextNode(words));
      box.appendChild(p);
    });
    notice.appendChild(box);
    answer.appendChild(notice);
  }

  /* The day in the city's zone, whatever zone the telephone is set to. */
  function today() {
    var there = new Date(Date.now() + 8 * 3600 * 1000);
    return there.toISOString().slice(0, 10).replace(/-/g, '');
  }

  window.crypto.subtle
    .importKey('spki', bytes(form.getAttribute('data-key')), { name: 'Ed25519' }, false, ['verify'])
    .then(function (key) {
      button.hidden = false;
      button.addEventListener('click', function () {
        var card = /^(ZYC1\.([A-Z]{2}\d{11})\.(\d{8})\.([0-9a-f]{16}))\.([A-Za-z0-9_-]{86})$/.exec(
          form.elements.code.value.trim());
        if (!card || card[4] !== form.getAttribute('data-key-id')) {
          say('', form.getAttribute('data-forged'), false);
          return;
        }
        window.crypto.subtle
          .verify({ name: 'Ed25519' }, key, bytes(card[5]), new TextEncoder().encode(card[1]))
          .then(function (signed) {
            if (!signed) say('', form.getAttribute('data-forged'), false);
            else if (card[3] < today()) say(card[2], form.getAttribute('data-over'), false);
            else say(card[2], form.getAttribute('data-good'), true);
          });
      });
    })
    .catch(function () { /* a browser without Ed25519: the house checks */ });
}());
