import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import type { PauseReason, RecordingOrder } from '../../../src/calls/events.ts';
import { kindsOf } from '../../../src/kit/kinds.ts';
import { type CallArea, callInHand } from '../../state/call-area.ts';
import type { KeyName } from '../../state/keys.ts';
import { endedByItself, ordersOf, recorderOf, WARNING_MS } from '../../state/recorder.ts';
import { clockSpan } from '../../words/format.ts';
import { useKeymap } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';

type Talk = Extract<CallArea, { kind: 'talking' }>;

const REASONS = kindsOf<PauseReason>({ card: true, personal: true, wish: true });

const KEY_OF = {
  start: 'record',
  stop: 'record',
  pause: 'pauseRecording',
  resume: 'pauseRecording',
} as const satisfies Record<RecordingOrder, KeyName>;

/** Whether what is said is recorded, and what its agent may order of it. */
export function Recorder({ area }: { readonly area: Talk }) {
  const keys = useKeymap();
  const { record } = useWorkplace();
  const { words } = useWords();
  const recorder = recorderOf(area);
  const { state, until } = recorder;
  const inHand = callInHand(area) !== null;
  useOverNotice(area);
  const isPaused = until !== undefined;
  const label = (order: RecordingOrder) => {
    if (order === 'pause') return isPaused ? words.recorder.longer : words.recorder.pause;
    return words.recorder[order === 'resume' ? 'goOn' : order];
  };
  return (
    <span className={style.recorder} data-recorder={state} data-recording-light={state === 'on'}>
      <span className={style.rec} data-on={state === 'on'} data-paused={isPaused}>
        {words.recorder.state[state]}
        {until === undefined ? null : <Left until={until} />}
      </span>
      {inHand && isPaused ? <Reason why={recorder.why} /> : null}
      {inHand
        ? ordersOf(recorder).map(order => (
            <Button
              key={order}
              size="compact-xs"
              variant={order === 'resume' ? 'filled' : 'default'}
              rightSection={isPaused && order === 'pause' ? undefined : <Key name={keys[KEY_OF[order]]} />}
              aria-keyshortcuts={isPaused && order === 'pause' ? undefined : keys[KEY_OF[order]]}
              onClick={() => void record(order)}
              data-action={`recording-${order}`}
            >
              {label(order)}
            </Button>
          ))
        : null}
    </span>
  );
}

/** Why it is paused, which the ticket tells; it may be said in the pause. */
function Reason({ why }: { readonly why: PauseReason | undefined }) {
  const { record } = useWorkplace();
  const { words } = useWords();
  const { reasons } = words.recorder;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={words.recorder.reason}
          data-action="pause-reason"
        >
          {why === undefined ? words.recorder.reason : reasons[why]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {REASONS.map(each => (
          <Menu.Item key={each} onClick={() => void record('pause', each)} data-reason={each}>
            {reasons[each]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How long the pause may still last. */
function Left({ until }: { readonly until: number }) {
  const now = useNow();
  const { words } = useWords();
  const left = Math.max(0, until - now);
  return (
    <time
      className="figures"
      title={words.recorder.left(clockSpan(left))}
      data-pause-left
      data-soon={left <= WARNING_MS}
    >
      {clockSpan(left)}
    </time>
  );
}

/** Says that the call is recorded again although nobody here asked for it. */
function useOverNotice(area: Talk): void {
  const { words } = useWords();
  const now = useNow();
  const { until, state } = recorderOf(area);
  const before = useRef(until);
  useEffect(() => {
    const ended = before.current;
    before.current = until;
    if (ended === undefined || until !== undefined || !endedByItself(ended - now)) return;
    if (state === 'off') return;
    const message = state === 'waits' ? words.recorder.overOnHold : words.recorder.over;
    notifications.show({ color: 'yellow', message });
  }, [until, state, now, words]);
}
