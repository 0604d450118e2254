import { Badge } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import type { CallPicture } from '../../../src/supervision/events.ts';
import type { CallArea } from '../../state/call-area.ts';
import { asksForHelp } from '../../state/help.ts';
import { KEYS, useKeys } from '../desk/hotkeys.ts';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { CallButton } from './call-button.tsx';

/** Puts the call on the supervisors' boards, and takes it off again. */
export function HelpButton({ area }: { readonly area: Extract<CallArea, { kind: 'talking' }> }) {
  const { askHelp } = useWorkplace();
  const { words } = useWords();
  const { id, call } = area;
  const asking = call !== null && asksForHelp(call);
  const disabled = id === null || call?.phase !== 'talking';
  const press = () => {
    if (id !== null && !disabled) void askHelp(id, !asking);
  };
  useKeys({ help: press });
  return (
    <CallButton
      icon={<IconLifebuoy size={18} aria-hidden />}
      label={words.help.button}
      keyName={KEYS.help}
      look={asking ? 'on' : 'plain'}
      pressed={asking}
      disabled={disabled}
      action="help"
      onClick={press}
    />
  );
}

/** Whether a supervisor knows. */
export function HelpState({ call }: { readonly call: CallPicture | null }) {
  const { words } = useWords();
  if (!call?.help) return null;
  const { since, seenBy } = call.help;
  return (
    <span role="status" data-help={seenBy === undefined ? 'asked' : 'seen'}>
      <Badge color={seenBy === undefined ? 'orange' : 'green'} variant="filled">
        {seenBy === undefined ? (
          <>
            {words.help.asked}{' '}
            <span aria-live="off">
              <Elapsed since={since} />
            </span>
          </>
        ) : (
          words.help.seenBy(seenBy)
        )}
      </Badge>
    </span>
  );
}
