import { Text } from '@mantine/core';
import { kindsOf } from '../../../src/kit/kinds.ts';
import type { KeyName } from '../../state/keys.ts';
import { CheckButton } from '../check/check-beside.tsx';
import { useKeymap, useKeysNow } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { useWords } from '../words-context.tsx';
import style from './agent.module.css';

/** All that act on the page, in the order in which a call needs them; those of a dialog stand in it. */
const SHOWN = kindsOf<Exclude<KeyName, 'clear'>>({
  answer: true,
  hold: true,
  mute: true,
  pauseRecording: true,
  record: true,
  help: true,
  transfer: true,
  swap: true,
  conference: true,
  people: true,
  keypad: true,
  handsFree: true,
  hangUp: true,
  line1: true,
  line2: true,
  refuse: true,
  flash: true,
  another: true,
  autoJoin: true,
  disposition: true,
  summary: true,
  customer: true,
  dial: true,
  redial: true,
  contacts: true,
  scheduled: true,
  ready: true,
  breakTime: true,
  off: true,
  doNotDisturb: true,
  autoAnswer: true,
  callWaiting: true,
  registration: true,
  back: true,
  shortcuts: true,
});

/** The keys that do something now, where the disposition will be: learnt while waiting. */
export function KeysPanel() {
  const keys = useKeymap();
  const now = useKeysNow(SHOWN);
  const { words } = useWords();
  return (
    <>
      <div className={style.title}>
        <Text component="h2" fz="inherit" fw="inherit" m={0}>
          {words.chrome.shortcuts}
        </Text>
        <CheckButton />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a low screen it scrolls, and must do so by keyboard */}
      <section className={style.scroll} tabIndex={0} aria-label={words.chrome.shortcuts}>
        <dl className={style.pairs} style={{ rowGap: 9 }}>
          {now.map(name => (
            <Shortcut
              key={name}
              name={keys[name]}
              what={words.keys[name === 'back' ? 'close' : name]}
              of={name}
            />
          ))}
        </dl>
      </section>
    </>
  );
}

interface ShortcutProps {
  readonly of: KeyName;
  readonly name: string | undefined;
  readonly what: string;
}

function Shortcut({ of, name, what }: ShortcutProps) {
  if (name === undefined) return null;
  return (
    <>
      <dt data-key={of}>
        <Key name={name} />
      </dt>
      <dd>
        <Text fz="sm">{what}</Text>
      </dd>
    </>
  );
}
