import { Button, Text } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useLocation, useRoute } from 'wouter';
import { callArea } from '../../state/call-area.ts';
import { waitingLine } from '../../state/lines.ts';
import { DESK_PATHS } from '../../state/route.ts';
import { HelpState } from '../agent/help.tsx';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './desk.module.css';
import { useKeymap } from './hotkeys.ts';
import { Key } from './key.tsx';

/** The call on pages that are not the agent's: it rings there too, and one click leads back to it. */
export function CallBar() {
  const keys = useKeymap();
  const { phone, takeLine } = useWorkplace();
  const { words, formats } = useWords();
  const [, go] = useLocation();
  const [atDesk] = useRoute(DESK_PATHS.agent);
  const area = useSeen(callArea);
  const waits = useSeen(waitingLine);
  if (atDesk || area.kind === 'idle') return null;

  const call = area.call;
  const who = call?.customer?.name || formats.telephone(call?.callerNumber ?? '') || words.call.unknownCaller;
  const { onHold: isHeld = false, muted: isOff = false } = area.kind === 'talking' ? area : {};
  const title = {
    ringing: words.call.ringing,
    connecting: words.call.connecting,
    dialling: words.call.dialling,
    talking: isOff ? words.call.muted : isHeld ? words.call.onHold : words.call.talking,
    'wrap-up': words.call.wrapUp,
  }[area.kind];

  return (
    <section className={style.callBar} aria-label={words.call.region}>
      <IconPhone size={16} aria-hidden />
      <Text fz="sm" truncate>
        <b>{title}</b> · {who}{' '}
        {area.kind === 'talking' || area.kind === 'wrap-up' ? <Elapsed since={area.since} /> : null}
      </Text>
      {area.kind === 'talking' ? <HelpState call={call} /> : null}
      {waits ? (
        <Button
          color="rio"
          size="compact-sm"
          radius="xl"
          rightSection={<Key name={keys.answer} />}
          onClick={() => {
            void takeLine(waits);
            go('/agent');
          }}
          data-action="take-waiting"
        >
          {words.lines.takeWaiting}
        </Button>
      ) : null}
      {area.kind === 'ringing' && area.voice === 'here' ? (
        <Button
          color="green"
          size="compact-sm"
          radius="xl"
          rightSection={<Key name={keys.answer} />}
          onClick={() => {
            void phone?.answer();
            go('/agent');
          }}
        >
          {words.call.answer}
        </Button>
      ) : (
        <Button size="compact-sm" radius="xl" variant="light" onClick={() => go('/agent')}>
          {words.chrome.agent}
        </Button>
      )}
    </section>
  );
}
