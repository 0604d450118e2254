import { Button, Text } from '@mantine/core';
import { IconPhone, IconPhoneOff } from '@tabler/icons-react';
import type { CallPicture } from '../../../src/supervision/events.ts';
import type { Voice } from '../../state/call-area.ts';
import { actsNow } from '../../state/call-keys.ts';
import { queueTitle } from '../../state/screen.ts';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';
import { AccountBadges, Caller, type In } from './call-phases.tsx';
import { AskedBy } from './consult.tsx';
import { SentBy } from './transfer.tsx';
import { Wait } from './wait.tsx';

/** What to say of a call that rings, and not in this page. */
const RINGS = {
  desk: 'answerOnDesk',
  elsewhere: 'ringsElsewhere',
  returning: 'legComing',
  away: 'legComing',
} as const satisfies Record<Exclude<Voice, 'here'>, string>;

export function RingingCall({ area }: In<'ringing'>) {
  const keys = useKeymap();
  const { phone, store } = useWorkplace();
  const { words } = useWords();
  const isHere = area.voice === 'here';
  // As it is when the key is pressed: once it is answered, it would end the talk.
  const mayRefuse = () => actsNow('refuse', store.get());
  const refuse = () => {
    if (mayRefuse()) void phone?.hangUp();
  };
  useKeys({ refuse: { now: mayRefuse, does: refuse } });
  return (
    <>
      <div className={style.who}>
        <Caller call={area.call} fallback={area.number} />
        <div className={style.ring}>
          <Text fw={600} c={area.voice === 'here' ? undefined : 'dimmed'}>
            {area.call?.direction === 'internal' ? words.internal.title : words.call.ringing}
          </Text>
          {area.call ? <Awaited call={area.call} /> : null}
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a low screen it scrolls, and must do so by keyboard */}
      <section className={style.known} tabIndex={0} aria-label={words.call.ringing}>
        <AccountBadges call={area.call} />
        <SentBy call={area.call} />
        {area.call?.givenBy ? (
          <Text fz="sm" fw={600} data-given-by>
            {words.orders.givenBy(area.call.givenBy)}
          </Text>
        ) : null}
        <AskedBy call={area.call} />
        {area.byItself === null ? null : (
          <Text
            fw={600}
            c={area.byItself === 'soon' ? 'green' : 'orange'}
            role={area.byItself === 'soon' ? undefined : 'status'}
            data-by-itself={area.byItself}
          >
            {words.autoAnswer[area.byItself]}
          </Text>
        )}
      </section>
      {isHere ? (
        <div className={style.buttons} style={{ gridTemplateColumns: '1fr auto' }}>
          <Button
            color="green"
            size="md"
            leftSection={<IconPhone size={20} aria-hidden />}
            rightSection={<Key name={keys.answer} />}
            aria-keyshortcuts={keys.answer}
            onClick={() => void phone?.answer()}
            data-action="answer"
          >
            {words.call.answer}
          </Button>
          <Button
            variant="default"
            size="md"
            px="sm"
            leftSection={<IconPhoneOff size={18} aria-hidden />}
            rightSection={<Key name={keys.refuse} />}
            aria-keyshortcuts={keys.refuse}
            onClick={refuse}
            data-action="reject"
          >
            {words.call.reject}
          </Button>
        </div>
      ) : (
        <Text fw={600}>{words.call[RINGS[area.voice]]}</Text>
      )}
    </>
  );
}

/** What the call is about, or else the queue in which it is, and how long the customer has waited for an answer. */
function Awaited({ call }: { readonly call: CallPicture }) {
  const { words } = useWords();
  const queue = useSeen(screen => (call.queue === null ? '' : queueTitle(screen, call.queue)));
  const topic = call.topic ? (words.ticket.topics[call.topic] ?? call.topic) : queue;
  return (
    <div className={style.sub} title={queue}>
      {topic === '' ? null : <span data-topic={call.topic}>{topic}</span>}
      <Wait call={call} after={topic !== ''} />
    </div>
  );
}
