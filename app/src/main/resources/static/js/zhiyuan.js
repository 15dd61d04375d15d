/* Comfort on top of pages that work without it. No inline handler, no eval, no style attribute: the page's content
   security policy forbids them. What it looks for in the page:
     <body data-busy="正在提交…">        what a pressed button says while its form is on the way
     <body data-form="/…">              the page answers a form that stands there: its place in the browser's history
                                        becomes that address, so that Back does not ask whether to send all once more
     <form data-download>               answers with a file, the page stays: the button comes back by itself
     .errsum[tabindex="-1"]             gets the focus when it appears
     [data-search]                      gets the focus at "/" (not while typing; <html data-keys="off"> turns keys off)
     <tbody data-keys-rows>             J and K walk along the first links of its rows
     <a data-letters data-other="标准字" href="…?on=true"><span data-label>大字</span></a>   the letter switch
     <button data-shows="id" hidden>    shows and hides the password with this id; aria-pressed says which
     <button data-print hidden>         prints the page
     <form method="get" data-kept>      puts what was entered into the address of its own page, so that Back finds it
     [data-said="id"]                   says in words which day the date field with this id holds
     [data-menu]                        a <details> that closes at Escape and when the focus leaves it */
(function () {
  'use strict';

  var busy = [];

  /* A press counts once. The button is disabled only after the browser has read the form, so that its own name and
     value are sent with it. */
  function holdButton(form, button) {
    if (!button || button.disabled || button.hasAttribute('data-keep')) return;
    var words = form.getAttribute('data-busy') || document.body.getAttribute('data-busy');
    var held = { form: form, button: button, inside: [] };
    window.setTimeout(function () {
      button.disabled = true;
      button.setAttribute('aria-busy', 'true');
      if (words) {
        while (button.firstChild) held.inside.push(button.removeChild(button.firstChild));
        button.appendChild(document.createTextNode(words));
      }
      busy.push(held);
    }, 0);
    if (form.hasAttribute('data-download')) {
      window.setTimeout(function () { releaseButtons(form); }, 3000);
    }
  }

  function releaseButtons(form) {
    busy = busy.filter(function (held) {
      if (form && held.form !== form) return true;
      held.button.disabled = false;
      held.button.removeAttribute('aria-busy');
      if (held.inside.length) {
        held.button.textContent = '';
        held.inside.forEach(function (node) { held.button.appendChild(node); });
      }
      return false;
    });
  }

  function pressedButton(event) {
    if (event.submitter) return event.submitter; /* Safari before 15.4 does not tell */
    var active = document.activeElement;
    if (active && active.form === event.target && active.type === 'submit') return active;
    return event.target.querySelector('button:not([type]),button[type=submit],input[type=submit]');
  }

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.hasAttribute('data-kept') && window.URLSearchParams && window.history.replaceState) {
      window.history.replaceState(null, '', window.location.pathname + '?' + new URLSearchParams(new FormData(form)));
    }
    if ((form.getAttribute('method') || 'get').toLowerCase() === 'post') {
      holdButton(form, pressedButton(event));
    }
  });

  /* back from the next page: the browser may bring the old page as it was left */
  window.addEventListener('pageshow', function (event) { if (event.persisted) releaseButtons(null); });
  document.addEventListener('htmx:afterRequest', function (event) { releaseButtons(event.target); });

  /* 大字 without loading the page again; the same address sets the cookie in the background. If that fails, the link
     goes the plain way. */
  function changeLetters(event, link) {
    if (!window.fetch || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    var large = /[?&]on=true/.test(link.getAttribute('href'));
    fetch(link.href, { credentials: 'same-origin', redirect: 'manual' }).then(function (answer) {
      if (!answer.ok && answer.type !== 'opaqueredirect') throw new Error('refused');
      document.documentElement.classList.toggle('elder', large);
      link.setAttribute('href', link.getAttribute('href').replace(/([?&]on=)(true|false)/, '$1' + !large));
      var label = link.querySelector('[data-label]');
      var other = link.getAttribute('data-other');
      link.setAttribute('data-other', label.textContent.trim());
      label.textContent = other;
    }).catch(function () { window.location.href = link.href; });
  }

  function focusErrors(root) {
    var summary = root.querySelector ? root.querySelector('.errsum') : null;
    if (!summary && root.classList && root.classList.contains('errsum')) summary = root;
    if (summary) summary.focus();
  }

  function showHelpers(root) {
    if (!root.querySelectorAll) return;
    root.querySelectorAll('[data-shows][hidden],[data-print][hidden]').forEach(function (button) {
      button.hidden = false;
    });
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest ? event.target.closest('[data-shows],[data-print],[data-letters]') : null;
    if (!button) return;
    if (button.hasAttribute('data-letters')) {
      changeLetters(event, button);
      return;
    }
    if (button.hasAttribute('data-print')) {
      window.print();
      return;
    }
    var field = document.getElementById(button.getAttribute('data-shows'));
    if (!field) return;
    var shown = field.type === 'text';
    field.type = shown ? 'password' : 'text';
    button.setAttribute('aria-pressed', String(!shown));
  });

  /* a date field shows the day in the browser's own language; the words beside it are the page's */
  document.addEventListener('change', function (event) {
    var field = event.target;
    if (field.type !== 'date' || !field.id || !window.Intl) return;
    var said = document.querySelector('[data-said="' + field.id + '"]');
    if (!said) return;
    var parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(field.value);
    var english = document.documentElement.lang === 'en';
    said.textContent = parts ? new Intl.DateTimeFormat(english ? 'en-GB' : 'zh-CN', { year: 'numeric',
      month: english ? 'short' : 'long', day: 'numeric', weekday: english ? 'short' : 'long' })
      .format(new Date(+parts[1], parts[2] - 1, +parts[3])) : '';
  });

  function typing(element) {
    return element && (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable);
  }

  function walkRows(step) {
    var links = Array.prototype.slice.call(document.querySelectorAll('[data-keys-rows] tr th a, [data-keys-rows] > li a:first-of-type'));
    if (!links.length) return false;
    var at = links.indexOf(document.activeElement);
    var next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
    if (links[next]) links[next].focus();
    return true;
  }

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') {
      document.querySelectorAll('details[data-menu][open]').forEach(function (menu) {
        menu.open = false;
        menu.querySelector('summary').focus();
      });
      return;
    }
    if (document.documentElement.getAttribute('data-keys') === 'off') return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === '/') {
      var search = document.querySelector('[data-search]');
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === 'j' || event.key === 'J') {
      if (walkRows(1)) event.preventDefault();
    } else if (event.key === 'k' || event.key === 'K') {
      if (walkRows(-1)) event.preventDefault();
    }
  });

  document.addEventListener('focusout', function (event) {
    var menu = event.target.closest ? event.target.closest('details[data-menu][open]') : null;
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });

  document.addEventListener('htmx:load', function (event) {
    showHelpers(event.detail.elt);
    focusErrors(event.detail.elt);
  });

  function start() {
    var form = document.body.getAttribute('data-form');
    if (form && window.history.replaceState) window.history.replaceState(null, '', form);
    showHelpers(document);
    focusErrors(document);
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
})();
