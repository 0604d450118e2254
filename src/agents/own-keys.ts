import { kindsOf } from '../kit/kinds.ts';
import { DESK_KEYS, type KeyName, keymapOf, type OwnKeyName, type OwnKeys } from './desk-keys.ts';

/**
 * Why a combination cannot be a key of the desk. `browser`, `system`: they would take it before the page, or people need it
 * there. `writes`: it writes a character, or moves in a text. `form`: it is no combination that the desk knows.
 */
export type KeyFault = 'browser' | 'system' | 'writes' | 'form';

const FIXED: readonly KeyName[] = ['clear', 'back', 'shortcuts'];

/** The keys that somebody may set anew. */
export const OWN_KEY_NAMES: readonly OwnKeyName[] = kindsOf(DESK_KEYS).filter(
  (name): name is OwnKeyName => !FIXED.includes(name),
);

/** Full screen, reload and developer tools are the browser's; with Control it also closes the tab. */
const OF_BROWSER =
  /^(F5|F11|F12|Shift\+F5|Shift\+F12|Control\+F[45]|Control\+F1[12]|Control\+(Tab|Escape)|Alt\+[DEF]|Alt\+Home|Control\+\+|Control\+-)$/;
/** Windows are closed, minimised and changed by these. */
const OF_SYSTEM = /^Alt\+(F\d+|Tab|Escape|Space| )$/;
const GOOD = /^((Shift|Control)\+)?F(\d|10|11|12)$|^Alt\+[A-Z\d]$/;

/** Null: it may be one. */
export function keyFault(combination: string): KeyFault | null {
  if (OF_BROWSER.test(combination)) return 'browser';
  if (OF_SYSTEM.test(combination)) return 'system';
  if (GOOD.test(combination)) return null;
  // With Control, letters and digits copy, print, close tabs and the like.
  if (/^Control\+(Shift\+)?[^+]$/.test(combination)) return 'browser';
  return /^(Shift\+)?([^+]|\+|Enter|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow\w+)$/.test(
    combination,
  )
    ? 'writes'
    : 'form';
}

/** The other key that has this combination now. */
export function keyTaken(own: OwnKeys, name: OwnKeyName, combination: string): KeyName | null {
  const keymap = keymapOf(own);
  return kindsOf(DESK_KEYS).find(other => other !== name && keymap[other] === combination) ?? null;
}

/** With this key set anew; nothing of it is kept where it is that of everybody. */
export function withKey(own: OwnKeys, name: OwnKeyName, combination: string | null): OwnKeys {
  const { [name]: _, ...others } = own;
  return combination === null || combination === DESK_KEYS[name]
    ? others
    : { ...others, [name]: combination };
}

/** The first key of somebody's that cannot be one, or that does two things; null: all are well. */
export function badKey(own: OwnKeys): OwnKeyName | null {
  const set = kindsOf(own as Record<OwnKeyName, string>);
  return (
    set.find(name => {
      const combination = own[name] ?? '';
      return keyFault(combination) !== null || keyTaken(own, name, combination) !== null;
    }) ?? null
  );
}
