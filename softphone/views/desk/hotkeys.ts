import { useCallback, useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';
import { keymapOf } from '../../../src/agents/desk-keys.ts';
import { type Keymap, type KeyName, keyMeant, type Place, worksIn } from '../../state/keys.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/** The keys of the person whose page this is. */
export const useKeymap = (): Keymap => useSeen(screen => keymapOf(screen.who.keys));

/** A page is drawn a moment after it was gone to, ms. */
const DRAWN_WITHIN_MS = 1_000;

let led: { readonly name: KeyName; readonly at: number } | null = null;

/** A key of another page: what binds it there does it as soon as it is drawn. */
export function leadTo(name: KeyName): void {
  led = { name, at: performance.now() };
}

/**
 * What a key does; `now`: whether it does anything at this moment, and is shown. It is none of the browser's either way. `otherwise`
 * says why it does nothing, or does what nobody needs to be shown.
 */
export interface Bound {
  readonly now: boolean | (() => boolean);
  readonly does: () => void;
  readonly otherwise?: () => void;
}
type Binding = Bound | (() => void);

interface Listener {
  does(name: KeyName): boolean;
  hasNow(name: KeyName): boolean;
}
const listeners = new Set<Listener>();

/** Does what this key does now, for what is no keyboard. */
export function pressKey(name: KeyName): void {
  if (!worksIn(name, placeOf(document.activeElement))) return;
  for (const listener of listeners) listener.does(name);
}

const watchers = new Set<() => void>();

/** What is bound has changed, or whether it does anything. */
function told(): void {
  for (const watcher of watchers) watcher();
}

/** Of these, the keys that do something on this page at this moment: what binds them says so. */
export function useKeysNow<Name extends KeyName>(names: readonly Name[]): readonly Name[] {
  const { painted } = useWorkplace();
  const watch = useCallback(
    (changed: () => void) => {
      const stop = painted(changed);
      watchers.add(changed);
      return () => {
        stop();
        watchers.delete(changed);
      };
    },
    [painted],
  );
  const now = useSyncExternalStore(watch, () => names.filter(doesNow).join(' '));
  return names.filter(name => now.split(' ').includes(name));
}

const doesNow = (name: KeyName): boolean => [...listeners].some(listener => listener.hasNow(name));

let isTaken = false;

/** What is pressed is handed over, and does nothing; until what is returned is called. */
export function takeKeys(takes: (event: KeyboardEvent) => void): () => void {
  const listen = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    takes(event);
  };
  isTaken = true;
  window.addEventListener('keydown', listen, { capture: true });
  return () => {
    isTaken = false;
    window.removeEventListener('keydown', listen, { capture: true });
  };
}

const isNow = (bound: Binding | undefined): boolean => {
  if (bound === undefined) return false;
  if (typeof bound === 'function') return true;
  return typeof bound.now === 'function' ? bound.now() : bound.now;
};

/** Binds keys of the desk while this is drawn. */
export function useKeys(bound: Partial<Record<KeyName, Binding>>): void {
  const { store } = useWorkplace();
  // Asked for while other parts are drawn.
  const last = useRef(bound);
  useEffect(() => {
    last.current = bound;
    told();
  });
  const runs = useEffectEvent((name: KeyName) => {
    const what = bound[name];
    if (typeof what === 'function') what();
    else if (what !== undefined) (isNow(what) ? what.does : what.otherwise)?.();
    return what !== undefined;
  });
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (isTaken) return;
    const name = keyMeant(event, placeOf(event.target), keymapOf(store.get().who.keys));
    // What lies beside the page and has the focus is what Esc closes.
    if (name === null || (name === 'back' && isBeside(event.target))) return;
    if (runs(name)) event.preventDefault();
  });
  const drawn = useEffectEvent(() => {
    if (!led || performance.now() - led.at >= DRAWN_WITHIN_MS || bound[led.name] === undefined) return;
    const { name } = led;
    led = null;
    runs(name);
  });
  useEffect(() => {
    drawn();
    // Before anything on the page has heard it: a dialog that closes by Escape is still there.
    const listen = (event: KeyboardEvent) => pressed(event);
    const listener = {
      does: (name: KeyName) => runs(name),
      hasNow: (name: KeyName) => isNow(last.current[name]),
    };
    window.addEventListener('keydown', listen, { capture: true });
    listeners.add(listener);
    return () => {
      window.removeEventListener('keydown', listen, { capture: true });
      listeners.delete(listener);
      told();
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

/** Text is typed there. */
export const isWritten = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(TEXT) !== null;
