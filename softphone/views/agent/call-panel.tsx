import { Paper } from '@mantine/core';
import type { CallArea } from '../../state/call-area.ts';
import { useWords } from '../words-context.tsx';
import style from './agent.module.css';
import { DiallingCall, IdleCall, WrapUpCall } from './call-phases.tsx';
import { RingingCall } from './ringing-call.tsx';
import { TalkingCall } from './talking-call.tsx';

/** The place of the call. Its size never changes; what it shows follows the call. */
export function CallPanel({ area }: { readonly area: CallArea }) {
  const { words } = useWords();
  return (
    <Paper
      component="section"
      className={style.call}
      aria-label={words.call.region}
      tabIndex={-1}
      data-focus-home
      data-call={area.kind}
      data-hold={area.kind === 'talking' && area.onHold}
      data-call-id={area.kind === 'idle' ? undefined : (area.id ?? undefined)}
    >
      <Phase area={area} />
    </Paper>
  );
}

function Phase({ area }: { readonly area: CallArea }) {
  switch (area.kind) {
    case 'idle':
      return <IdleCall />;
    case 'ringing':
      return <RingingCall area={area} />;
    case 'connecting':
    case 'dialling':
      return <DiallingCall area={area} />;
    case 'talking':
      return <TalkingCall area={area} />;
    case 'wrap-up':
      return <WrapUpCall area={area} />;
    default:
      return area satisfies never;
  }
}
