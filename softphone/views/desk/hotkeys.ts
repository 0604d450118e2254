import { useEffect, useEffectEvent } from 'react';
import { type KeyName, keyMeant, type Place, worksIn } from '../../state/keys.ts';

export { KEYS } from '../../state/keys.ts';

/** A page is drawn a moment after it was gone to, ms. */
const DRAWN_WITHIN_MS = 1_000;

let led: { readonly name: KeyName; readonly at: number } | null = null;

/** A key of another page: what binds it there does it as soon as it is drawn. */
export function leadTo(name: KeyName): void {
  led = { name, at: performance.now() };
}

const listeners = new Set<(name: KeyName) => boolean>();

/** Does what this key does now, for what is no keyboard. */
export function pressKey(name: KeyName): void {
  if (!worksIn(name, placeOf(document.activeElement))) return;
  for (const does of listeners) does(name);
}

/** Binds keys of the desk while this is drawn. */
export function useKeys(bound: Partial<Record<KeyName, () => void>>): void {
  const runs = useEffectEvent((name: KeyName) => {
    bound[name]?.();
    return bound[name] !== undefined;
  });
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const name = keyMeant(event, placeOf(event.target));
    // What lies beside the page and has the focus is what Esc closes.
    if (name === null || (name === 'back' && isBeside(event.target))) return;
    if (runs(name)) event.preventDefault();
  });
  const drawn = useEffectEvent(() => {
    const run = led && performance.now() - led.at < DRAWN_WITHIN_MS ? bound[led.name] : undefined;
    if (!run) return;
    led = null;
    run();
  });
  useEffect(() => {
    drawn();
    // Before anything on the page has heard it: a dialog that closes by Escape is still there.
    const listen = (event: KeyboardEvent) => pressed(event);
    const does = (name: KeyName) => runs(name);
    window.addEventListener('keydown', listen, { capture: true });
    listeners.add(does);
    return () => {
      window.removeEventListener('keydown', listen, { capture: true });
      listeners.delete(does);
    };
  }, []);
}

const ASIDE = '[role=dialog], [role=menu], [role=listbox]';
const OPEN_DIALOG = '[role=dialog][aria-modal=true]';
const TEXT = 'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=range])';

const isBeside = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('aside') !== null;

/** Whether what is pressed is for nothing that has the focus: no text, no dialog or menu, no choice by digits. */
export const isOnPage = (target: EventTarget | null): boolean =>
  placeOf(target) === 'page' && !(target instanceof Element && target.closest('[role=radiogroup]'));

function placeOf(target: EventTarget | null): Place {
  const element = target instanceof Element ? target : document.body;
  if (element.closest(ASIDE) || document.querySelector(OPEN_DIALOG)) return 'dialog';
  return element.closest(TEXT) ? 'field' : 'page';
}
