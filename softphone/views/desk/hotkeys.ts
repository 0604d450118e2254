import { useEffect, useEffectEvent } from 'react';
import { type KeyName, keyMeant, type Place } from '../../state/keys.ts';

export { KEYS } from '../../state/keys.ts';

/** A page is drawn a moment after it was gone to, ms. */
const DRAWN_WITHIN_MS = 1_000;

let led: { readonly name: KeyName; readonly at: number } | null = null;

/** A key of another page: what binds it there does it as soon as it is drawn. */
export function leadTo(name: KeyName): void {
  led = { name, at: performance.now() };
}

/** Binds keys of the desk while this is drawn. */
export function useKeys(bound: Partial<Record<KeyName, () => void>>): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const name = keyMeant(event, placeOf(event.target));
    const run = name === null ? undefined : bound[name];
    if (!run) return;
    event.preventDefault();
    run();
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
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
}

const ASIDE = '[role=dialog], [role=menu], [role=listbox]';
const OPEN_DIALOG = '[role=dialog][aria-modal=true]';
const TEXT = 'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=range])';

function placeOf(target: EventTarget | null): Place {
  const element = target instanceof Element ? target : document.body;
  if (element.closest(ASIDE) || document.querySelector(OPEN_DIALOG)) return 'dialog';
  return element.closest(TEXT) ? 'field' : 'page';
}
