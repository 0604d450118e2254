import { useEffect } from 'react';

/** What takes the focus when the element that had it is gone. */
const HOMES = ['[role=dialog][aria-modal=true]', '[data-focus-home]', 'main'] as const;
/** What can no longer have the focus. */
const isUnusable = (element: Element) =>
  !element.isConnected || element.matches(':disabled, [inert]') || element.checkVisibility?.() === false;
/** Pages and dialogs first put the focus where they want it, ms. */
const SETTLE_MS = 60;

/**
 * Keeps the focus on the page. A browser drops it to the body when the element that has it is removed or disabled; who
 * works by keyboard or screen reader is then at the top of the page in the middle of a call.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    /** Who had the focus last, and those around it. */
    let last: Element | null = null;
    let around: readonly Element[] = [];
    /** A button that is busy gets the focus back when it works again. */
    let busy: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;

    const entered = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      if (!target.hasAttribute(BORROWED)) busy = null;
      last = target;
      around = ancestors(target);
    };
    const changed = () => {
      if (last instanceof HTMLElement && last.matches(':disabled')) busy = last;
      if (timer === null) timer = setTimeout(look, SETTLE_MS);
    };
    const look = () => {
      timer = null;
      const active = document.activeElement;
      const isLost = active === null || active === document.body;
      if (busy && !isUnusable(busy) && (isLost || active?.hasAttribute(BORROWED)))
        return busy.focus({ preventScroll: true });
      if (!isLost || last === null || !isUnusable(last)) return;
      const home = homeFrom(around);
      if (!home) return;
      if (!home.hasAttribute('tabindex')) home.tabIndex = -1;
      home.setAttribute(BORROWED, '');
      home.focus({ preventScroll: true });
    };
    const left = ({ target }: FocusEvent) => {
      if (target instanceof Element) target.removeAttribute(BORROWED);
    };

    document.addEventListener('focusin', entered);
    document.addEventListener('focusout', left);
    const observer = new MutationObserver(changed);
    const attributeFilter = ['disabled', 'hidden', 'inert'];
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter });
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', entered);
      document.removeEventListener('focusout', left);
      if (timer) clearTimeout(timer);
    };
  }, []);
}

/** Has the focus in the place of another element. */
const BORROWED = 'data-focus-borrowed';

function homeFrom(around: readonly Element[]): HTMLElement | null {
  const near = around.find(one => one.isConnected && one.matches('[data-focus-home]'));
  const homes = [near, ...HOMES.map(home => document.querySelector(home))];
  return homes.find(home => home instanceof HTMLElement) ?? null;
}

function ancestors(element: Element): Element[] {
  const found: Element[] = [];
  for (let one = element.parentElement; one; one = one.parentElement) found.push(one);
  return found;
}
