import { useEffect, useEffectEvent } from 'react';
import { type KeyName, keyMeant, type Place } from '../../state/keys.ts';

export { KEYS } from '../../state/keys.ts';

/** Binds keys of the desk while this is drawn. */
export function useKeys(bound: Partial<Record<KeyName, () => void>>): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const name = keyMeant(event, placeOf(event.target));
    const run = name === null ? undefined : bound[name];
    if (!run) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
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
