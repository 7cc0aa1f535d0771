"""What a page measures in the browser: type, targets, line height, contrast, width.

One script, run on the page as it stands; called by the accessibility runs.
"""

from typing import Any

# A link inside a sentence is exempt from the target size (WCAG 2.5.8, inline); so is what is not
# shown and what only a screen reader meets.
SCRIPT = r"""(least) => {
  const seen = e => {
    const r = e.getBoundingClientRect(), s = getComputedStyle(e);
    return r.width > 1 && r.height > 1 && s.visibility !== 'hidden' && s.display !== 'none';
  };
  const text = n => [...n.childNodes].some(c => c.nodeType === 3 && c.textContent.trim());
  const inSentence = a => {
    const up = a.parentElement;
    return getComputedStyle(a).display === 'inline'
      && (text(up) || getComputedStyle(up).display === 'inline');
  };
  const name = e => e.tagName.toLowerCase()
    + (e.className && e.className.baseVal === undefined
      ? '.' + e.className.split(' ').join('.') : '')
    + ' "' + (e.innerText || e.name || '').trim().slice(0, 24) + '"';
  const wrong = [];
  const pressed = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  for (const e of document.querySelectorAll(pressed)) {
    if (!seen(e) || e.closest('.skip, .visually-hidden')) continue;
    if (e.tagName === 'A' && inSentence(e)) continue;
    let r = e.getBoundingClientRect();
    if (e.type === 'checkbox' || e.type === 'radio') {
      const label = e.closest('label')
        || (e.id && document.querySelector('label[for="' + CSS.escape(e.id) + '"]'));
      if (label) {
        const l = label.getBoundingClientRect();
        r = { height: Math.max(r.height, l.height), width: Math.max(r.width, l.width) };
      }
    }
    if (r.height + 0.5 < least.target || r.width + 0.5 < Math.min(least.target, 44))
      wrong.push('target ' + Math.round(r.width) + 'x' + Math.round(r.height) + ': ' + name(e));
  }
  const main = document.querySelector('main');
  const read = 'p, li, dd, td, th, label, button, input, textarea, a.item';
  const small = '.eyebrow, .visually-hidden, .key, sup, .hint, .seal, svg';
  const wordless = 'input[type=checkbox], input[type=radio], input[type=hidden]';
  for (const e of main.querySelectorAll(read)) {
    if (!seen(e) || !(text(e) || e.matches('input, textarea'))) continue;
    if (e.closest(small) || e.matches(wordless)) continue;
    const s = getComputedStyle(e), size = parseFloat(s.fontSize), line = parseFloat(s.lineHeight);
    // The six words under the seals are captions, like dates: large only where large type was
    // asked for.
    if (size + 0.1 < (e.closest('.stages') && least.type < 24 ? 13 : least.type))
      wrong.push('type ' + size + 'px: ' + name(e));
    if (line && line / size < 1.295 && !e.matches('button, input'))
      wrong.push('line ' + (line / size).toFixed(2) + ': ' + name(e));
  }
  // Contrast of every text against the colour it really stands on, 4.5:1 also for large type (axe
  // lets that be 3:1).
  const rgb = c => (c.match(/[\d.]+/g) || []).map(Number);
  const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const lum = c => {
    const [r, g, b] = c.map(linear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  for (const e of document.body.querySelectorAll('*')) {
    if (!text(e) || !seen(e) || e.closest('svg, script, .visually-hidden, [disabled]')) continue;
    const a = lum(rgb(getComputedStyle(e).color).slice(0, 3)), b = lum(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) wrong.push('contrast ' + ratio.toFixed(2) + ': ' + name(e));
  }
  return [...new Set(wrong)];
}"""
NORMAL = {"type": 15, "target": 44}
ELDER = {"type": 24, "target": 60}


def wrong(page: Any, least: dict[str, int]) -> list[str]:
    """What is smaller than `least` says (px), each with what it is."""
    return page.evaluate(SCRIPT, least)


def too_wide(page: Any, width: int) -> list[str]:
    """What stands out to the right of a window of so many px; empty when nothing scrolls sideways.
    Tables may scroll in a frame of their own.
    """
    page.set_viewport_size({"width": width, "height": 780})
    return page.evaluate("""() => {
      const root = document.scrollingElement, over = root.scrollWidth - innerWidth;
      if (over <= 0) return [];
      const out = [...document.body.querySelectorAll('*')].filter(
        e => e.getBoundingClientRect().right > innerWidth + 0.5 && !e.closest('.wide'));
      return [innerWidth + ' px window, ' + over + ' px too wide: '
        + out.slice(-2).map(e => e.outerHTML.slice(0, 120)).join(' / ')];
    }""")
