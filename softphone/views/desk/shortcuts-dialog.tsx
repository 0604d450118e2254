import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBook } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { DESK_KEYS, keymapOf, type OwnKeyName, type OwnKeys } from '../../../src/agents/desk-keys.ts';
import { keyFault, keyTaken, OWN_KEY_NAMES, withKey } from '../../../src/agents/own-keys.ts';
import { asFault } from '../../link/fault.ts';
import { isSettable, KEY_TABLE, type KeySubject, keysBySubject, timeOf } from '../../state/key-table.ts';
import { combinationOf, isWriting, type KeyName, printed } from '../../state/keys.ts';
import { manualAddress, manualPlace } from '../../state/manual-place.ts';
import { shortcutsWords } from '../../words/shortcuts.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { Dialog } from './dialog.tsx';
import { takeKeys, useKeymap, useKeysNow } from './hotkeys.ts';
import { Key } from './key.tsx';
import style from './shortcuts.module.css';

const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead'];

/** What came of the last wish. */
interface Told {
  readonly text: string;
  readonly isBad: boolean;
}

/** All keys of this person: those that do something now, and the others with when they do; most may be set anew here. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { store, api } = useWorkplace();
  const { words, say } = useWords();
  const own = useOwnWords(shortcutsWords);
  const [asked, ask] = useState<OwnKeyName | null>(null);
  const [told, tell] = useState<Told | null>(null);
  const groups = useSeen(keysBySubject);
  const now = useKeysNow(groups.flatMap(({ keys }) => keys));
  const set = useSeen(({ who }) => who.keys);
  const count = OWN_KEY_NAMES.filter(name => set[name] !== undefined).length;

  async function keep(keys: OwnKeys, text: string): Promise<void> {
    ask(null);
    try {
      await api.setKeys(keys);
      store.send({ kind: 'who', who: { ...store.get().who, keys } });
      tell({ text, isBad: false });
    } catch (thrown) {
      tell({ text: say(asFault(thrown).words), isBad: true });
    }
  }

  const refuse = (text: string) => tell({ text, isBad: true });

  function take(name: OwnKeyName, combination: string): void {
    const shown = printed(combination);
    const { keys } = store.get().who;
    const fault = keyFault(combination);
    const other = keyTaken(keys, name, combination);
    const text = own.saved(shown, words.keys[name]);
    if (combination === 'Escape') ask(null);
    else if (fault !== null) refuse(own.fault[fault](shown));
    else if (other !== null) refuse(own.taken(shown, words.keys[wordOf(other)]));
    else
      void keep(
        withKey(keys, name, combination),
        isWriting(combination) ? `${text} ${own.whileWriting}` : text,
      );
  }

  function reset(name: OwnKeyName): void {
    const keys = withKey(store.get().who.keys, name, null);
    const shown = printed(DESK_KEYS[name]);
    const other = keyTaken(keys, name, DESK_KEYS[name]);
    if (other !== null) refuse(own.taken(shown, words.keys[wordOf(other)]));
    else void keep(keys, own.savedReset(shown, words.keys[name]));
  }

  const taken = useEffectEvent((event: KeyboardEvent) => {
    if (asked !== null && !event.repeat && !MODIFIERS.includes(event.key)) take(asked, combinationOf(event));
  });
  useEffect(() => (asked === null ? undefined : takeKeys(event => taken(event))), [asked]);

  return (
    <Dialog
      manual="keys"
      opened
      onClose={onClose}
      title={words.keys.shortcuts}
      sheet
      keepsEscape={asked !== null}
    >
      <Stack gap="sm" data-shortcuts>
        <ManualLink />
        <Text fz="sm" c="dimmed">
          {own.lead} {own.kept}
        </Text>
        <p className={style.told} role="status" data-bad={told?.isBad} data-told={told !== null}>
          {told?.text ?? (asked === null ? '' : own.keep)}
        </p>
        {(['now', 'later'] as const).map(when => (
          <section key={when} aria-labelledby={`keys-${when}`} data-keys={when}>
            <h3 className={style.when} id={`keys-${when}`}>
              {own[when]}
            </h3>
            {groups.map(({ subject, keys }) => (
              <Rows
                key={subject}
                when={when}
                subject={subject}
                keys={keys.filter(name => now.includes(name) === (when === 'now'))}
                asked={asked}
                onSet={name => {
                  tell(null);
                  ask(asked === name ? null : name);
                }}
                onReset={reset}
              />
            ))}
          </section>
        ))}
        <FixedKeys />
        <Group justify="space-between">
          <Text fz="sm" c="dimmed">
            {count > 0 ? own.ownCount(count) : ''}
          </Text>
          <Button
            variant="default"
            disabled={count === 0}
            onClick={() => void keep({}, own.savedAll)}
            data-action="reset-keys"
          >
            {own.resetAll}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** To the part of the manual that is about where the reader is. */
function ManualLink() {
  const { words, language } = useWords();
  const [path] = useLocation();
  const place = useSeen(screen => manualPlace(path, screen));
  return (
    <Button
      component="a"
      href={manualAddress(language, place)}
      target="_blank"
      rel="noopener"
      variant="light"
      leftSection={<IconBook size={16} aria-hidden />}
      data-action="manual"
    >
      {words.chrome.manualHere}
    </Button>
  );
}

/** What `back` and the others are called where a dialog names them. */
const wordOf = (name: KeyName) => (name === 'back' ? 'close' : name);

interface RowsProps {
  readonly when: 'now' | 'later';
  readonly subject: KeySubject;
  readonly keys: readonly KeyName[];
  /** The key that is being set anew. */
  readonly asked: OwnKeyName | null;
  readonly onSet: (name: OwnKeyName) => void;
  readonly onReset: (name: OwnKeyName) => void;
}

function Rows({ when, subject, keys, asked, onSet, onReset }: RowsProps) {
  const own = useOwnWords(shortcutsWords);
  if (keys.length === 0) return null;
  const id = `keys-${when}-${subject}`;
  return (
    <div>
      <h4 className={style.subject} id={id}>
        {own.subject[subject]}
      </h4>
      <ul className={style.rows} aria-labelledby={id}>
        {keys.map(name => (
          <Row
            key={name}
            name={name}
            isNow={when === 'now'}
            isAsked={asked === name}
            onSet={() => isSettable(name) && onSet(name)}
            onReset={() => isSettable(name) && onReset(name)}
          />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly name: KeyName;
  readonly isNow: boolean;
  readonly isAsked: boolean;
  readonly onSet: () => void;
  readonly onReset: () => void;
}

function Row({ name, isNow, isAsked, onSet, onReset }: RowProps) {
  const { words } = useWords();
  const own = useOwnWords(shortcutsWords);
  const key = useKeymap()[name];
  const time = useSeen(screen => timeOf(name, screen));
  const what = words.keys[wordOf(name)];
  const isOwn = useSeen(({ who }) => isSettable(name) && keymapOf(who.keys)[name] !== DESK_KEYS[name]);
  return (
    <li className={style.row} data-shortcut={name} data-now={isNow} data-own={isOwn}>
      <span className={style.what}>
        {what}
        {isNow ? null : <span className={style.time}>{own.time[time]}</span>}
      </span>
      <span className={style.key}>
        {isAsked ? (
          <em>{own.press}</em>
        ) : key === undefined ? (
          <em>{own.none}</em>
        ) : (
          <>
            <Key name={key} />
            <span className="sr-only">{printed(key)}</span>
          </>
        )}
      </span>
      {isSettable(name) ? (
        <>
          <Button
            size="compact-xs"
            variant={isAsked ? 'filled' : 'subtle'}
            aria-label={own.setFor(what)}
            aria-pressed={isAsked}
            onClick={onSet}
            data-action="set-key"
          >
            {own.set}
          </Button>
          {isOwn ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={own.resetFor(what, printed(DESK_KEYS[name]))}
              title={own.resetFor(what, printed(DESK_KEYS[name]))}
              onClick={onReset}
              data-action="reset-key"
            >
              ↺
            </Button>
          ) : null}
        </>
      ) : null}
    </li>
  );
}

/** Keys of dialogs and choices, which are those of any program. */
function FixedKeys() {
  const { words } = useWords();
  const own = useOwnWords(shortcutsWords);
  const callers = useSeen(screen => KEY_TABLE.answer.whose(screen));
  const rows = [
    ['Ctrl ↵', words.keys.save, null],
    ...(callers
      ? [
          ['⇧ ↵', words.keys.consult, null],
          ['1…9', own.speed, own.speedTime],
          ['1…0 A…Z', own.choices, own.choicesTime],
        ]
      : []),
  ] as const;
  return (
    <section aria-labelledby="keys-fixed">
      <h3 className={style.when} id="keys-fixed">
        {own.fixed}
      </h3>
      <ul className={style.rows}>
        {rows.map(([key, what, time]) => (
          <li key={key} className={style.row}>
            <span className={style.what}>
              {what}
              {time === null ? null : <span className={style.time}>{time}</span>}
            </span>
            <span className={style.key}>
              <kbd className="key">{key}</kbd>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
