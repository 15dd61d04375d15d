package org.zhiyuan.story;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What every page must pass (design guide §2, §4, §10). Each gate answers with what is wrong; nothing is well. */
final class Gates {
    /** Compressed HTML, CSS and script of a page for phones, and for the office. */
    static final int PHONE_BYTES_MAX = 100 * 1024;

    static final int OFFICE_BYTES_MAX = 300 * 1024;
    static final int IMAGE_BYTES_MAX = 60 * 1024;
    /** A usual phone. */
    private static final int PHONE_WIDTH = 390;

    private static final int PHONE_HEIGHT = 844;

    private static final List<String> GRAVE = List.of("serious", "critical");
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    /** More stops than this and nobody walks there by key. */
    private static final int STOPS_MAX = 400;

    private Gates() {}

    /**
     * What axe finds serious or critical. Asked in the page itself, for that alone: the builder's own answer brings
     * every passed rule of every element along, and took most of the time of all gates together.
     */
    @SuppressWarnings("unchecked")
    static List<String> axe(Page page) {
        page.evaluate(AxeBuilder.getAxeScript());
        return (List<String>) page.evaluate("""
                async ([tags, grave]) => {
                  const answer = await axe.run(document, {
                    runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
                  return answer.violations.filter(rule => grave.includes(rule.impact)).flatMap(rule => rule.nodes.map(
                    node => 'axe ' + rule.id + ': ' + node.target.join(' ') + ' '
                      + String(node.failureSummary).replace(/\\s+/g, ' ')));
                }""", List.of(RULES, GRAVE));
    }

    /** No part of the page may need scrolling sideways; what scrolls inside its own box may. */
    static List<String> reflow(Page page, int width, int height) {
        var before = page.viewportSize();
        page.setViewportSize(width, height);
        Object over = page.evaluate("""
                () => {
                  const room = document.documentElement.clientWidth;
                  if (document.documentElement.scrollWidth <= room) return [];
                  return [...document.body.querySelectorAll('*')].filter(e => {
                    const box = e.getBoundingClientRect();
                    if (box.width === 0 || box.right <= room + 0.5) return false;
                    for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
                      if (getComputedStyle(p).overflowX !== 'visible') return false;
                    }
                    return true;
                  }).slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30)
                    + ' reaches ' + Math.round(e.getBoundingClientRect().right) + ' of ' + room);
                }""");
        Object sideways =
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        page.setViewportSize(before.width, before.height);
        List<String> wrong = new ArrayList<>();
        if (((Number) sideways).intValue() > 0) {
            wrong.add("at " + width + " px the page scrolls sideways by " + sideways + " px: " + over);
        }
        return wrong;
    }

    /** What a first visit costs, compressed as sent. */
    static List<String> weight(Page page, int bytesMax) {
        @SuppressWarnings("unchecked")
        Map<String, Object> weight = (Map<String, Object>) page.evaluate("""
                () => {
                  const page = performance.getEntriesByType('navigation')[0];
                  const parts = performance.getEntriesByType('resource');
                  const images = parts.filter(p => /\\.(png|jpe?g|webp|gif|avif)$/.test(new URL(p.name).pathname));
                  // what a service worker keeps is as it was before it was compressed, and costs nothing any more
                  const sent = p => p.workerStart > 0 ? p.transferSize : p.encodedBodySize;
                  return {
                    bytes: sent(page) + parts.filter(p => !images.includes(p)).reduce((s, p) => s + sent(p), 0),
                    image: images.reduce((most, p) => Math.max(most, p.encodedBodySize), 0),
                    parts: [page, ...parts].map(p => new URL(p.name).pathname + ' ' + p.encodedBodySize).join(', ')
                  };
                }""");
        List<String> wrong = new ArrayList<>();
        if (((Number) weight.get("bytes")).longValue() > bytesMax) {
            wrong.add("the page weighs " + weight.get("bytes") + " bytes of " + bytesMax + ": " + weight.get("parts"));
        }
        if (((Number) weight.get("image")).longValue() > IMAGE_BYTES_MAX) {
            wrong.add("an image weighs " + weight.get("image") + " bytes of " + IMAGE_BYTES_MAX);
        }
        return wrong;
    }

    /** Walks the page with Tab: the skip link first, then everything that can be acted on, each with a visible focus. */
    static List<String> keyboard(Page page) {
        List<String> wrong = new ArrayList<>();
        // a page may take the focus when it opens (an error summary); the walk begins at its top
        page.evaluate("() => { if (document.activeElement) document.activeElement.blur(); window.scrollTo(0, 0); "
                + "getSelection().removeAllRanges(); document.body.setAttribute('tabindex', '-1'); document.body.focus(); "
                + "document.body.removeAttribute('tabindex'); }");
        int expected = ((Number) page.evaluate("""
                () => {
                  const seen = e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden';
                  let stops = [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex="0"]')]
                    .filter(e => !e.disabled && e.type !== 'hidden' && e.tabIndex >= 0 && seen(e));
                  const groups = new Set();
                  stops = stops.filter(e => {
                    if (e.type !== 'radio') return true;
                    const key = (e.form ? [...document.forms].indexOf(e.form) : '') + e.name;
                    if (groups.has(key)) return false;
                    groups.add(key);
                    return true;
                  });
                  return stops.length;
                }""")).intValue();
        // the page itself notes where the focus comes to: asking after each key would take most of the time
        page.evaluate("""
                () => {
                  window.stops = [];
                  document.addEventListener('focusin', ({target: e}) => {
                    const style = getComputedStyle(e);
                    const box = e.getBoundingClientRect();
                    window.stops.push({
                      name: e.tagName + '.' + e.getAttribute('class') + ' ' + (e.textContent || e.name || '').trim().slice(0, 30),
                      skip: e.classList.contains('skip'),
                      shown: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
                      seen: box.width > 0 && box.height > 0
                    });
                  });
                }""");
        List<Map<String, Object>> stops = List.of();
        // a date is several stops of the browser's own in one field
        for (int pressed = 0; stops.size() < expected && pressed < STOPS_MAX; ) {
            for (int i = 0; i < Math.max(1, expected - stops.size()); i++, pressed++) {
                page.keyboard().press("Tab");
            }
            stops = stops(page);
        }
        for (Map<String, Object> stop : stops.subList(0, Math.min(expected, stops.size()))) {
            if (!Boolean.TRUE.equals(stop.get("shown")) || !Boolean.TRUE.equals(stop.get("seen"))) {
                wrong.add("the focus cannot be seen on " + stop.get("name"));
            }
        }
        if (!stops.isEmpty() && !Boolean.TRUE.equals(stops.getFirst().get("skip"))) {
            wrong.add("the first stop is " + stops.getFirst().get("name") + ", not the skip link");
        }
        if (stops.size() < Math.min(expected, STOPS_MAX)) {
            wrong.add("Tab reaches " + stops.size() + " of " + expected);
        }
        return wrong;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> stops(Page page) {
        return (List<Map<String, Object>>) page.evaluate("() => window.stops");
    }

    /** Fingers: 44 px, in large type 60 px for the main ones (design guide §4); links inside running text are spared. */
    static List<String> targets(Page page, int least) {
        @SuppressWarnings("unchecked")
        List<String> small = (List<String>) page.evaluate("""
                least => [...document.querySelectorAll('button,select,input:not([type=hidden]):not([type=checkbox]):not([type=radio]),a.btn,a.tool')]
                  .filter(e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden' && !e.closest('.skip'))
                  .map(e => [e, e.getBoundingClientRect()])
                  .filter(([e, box]) => box.height + 0.5 < least)
                  .slice(0, 8)
                  .map(([e, box]) => e.tagName + '.' + e.className + ' ' + (e.textContent || e.name || '').trim().slice(0, 20)
                    + ' is ' + Math.round(box.height) + ' px high')""", least);
        return small.stream().map(s -> s + ", less than " + least).toList();
    }

    /**
     * The same for everything that a finger presses, on a phone: list links, ways back and footers too. Spared is what
     * stands inside a sentence, what is pressed by its label, and maps: beside each stands the list with its links.
     */
    static List<String> fingers(Page page, int least) {
        var before = page.viewportSize();
        page.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
        @SuppressWarnings("unchecked")
        List<String> small = (List<String>) page.evaluate("""
                least => [...document.querySelectorAll('a[href],button,select,summary,textarea,input:not([type=hidden])')]
                  .filter(e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden'
                    && !e.closest('.skip') && !e.closest('svg') && e.getAttribute('tabindex') !== '-1')
                  .filter(e => {
                    if (e.tagName !== 'A') return true;
                    const sentence = e.closest('p,small,dd');
                    if (!sentence) return true;
                    const links = [...sentence.querySelectorAll('a')].map(a => a.textContent.trim()).join('');
                    return sentence.textContent.replace(/[\\s·]/g, '').length <= links.replace(/[\\s·]/g, '').length;
                  })
                  .map(e => [e, (['checkbox', 'radio'].includes(e.type) && e.closest('label') || e).getBoundingClientRect()])
                  .filter(([e, box]) => box.height + 0.5 < least)
                  .slice(0, 12)
                  .map(([e, box]) => e.tagName + '.' + e.className + ' in ' + e.parentElement.tagName + '.' + e.parentElement.className
                    + ' ' + (e.textContent || e.name || '').trim().slice(0, 20) + ' is ' + Math.round(box.height) + ' px high')""", least);
        page.setViewportSize(before.width, before.height);
        return small.stream().map(s -> s + ", less than " + least).toList();
    }
}
