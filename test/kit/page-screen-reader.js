/**
 * Runs in a page under test, before its own scripts: what a screen reader would say by itself, i.e. what comes into the
 * page's live regions (WAI-ARIA 1.2 §6.6.2; status and alert are read as a whole, `aria-live="off"` inside them is not).
 */
(() => {
  const REGION = '[aria-live], [role=status], [role=alert], [role=log]';
  const spoken = [];
  const text = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches('[aria-live=off], [aria-hidden=true]')) return '';
    return [...node.childNodes].map(text).join(' ');
  };
  const plain = said => said.replace(/\s+/g, ' ').trim();
  let before = new Map();
  const look = () => {
    const now = new Map();
    for (const region of document.querySelectorAll(REGION)) {
      if (region.getAttribute('aria-live') === 'off' || region.parentElement?.closest('[aria-live=off]'))
        continue;
      if (
        region.closest('[inert], [aria-hidden=true]') ||
        !region.checkVisibility({ visibilityProperty: true })
      )
        continue;
      // A region inside another one is told with it.
      if (region.parentElement?.closest(REGION)) continue;
      const said = plain(text(region));
      now.set(region, said);
      if (said !== '' && said !== before.get(region)) spoken.push(said);
    }
    before = now;
  };
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['aria-live', 'role', 'aria-hidden', 'inert', 'hidden', 'style', 'class'],
    });
  });
  window.cauceSpoken = { since: from => spoken.slice(from), count: () => spoken.length };
})();
