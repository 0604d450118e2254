import { Badge, Button } from '@mantine/core';
import { IconCheck, IconLifebuoy } from '@tabler/icons-react';
import type { CallPicture } from '../../../src/supervision/events.ts';
import type { CallArea } from '../../state/call-area.ts';
import { helpWish } from '../../state/help.ts';
import { useKeymap } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { CallButton } from './call-button.tsx';

type Talk = Extract<CallArea, { kind: 'talking' }>;

/** Puts the call on the supervisors' boards, and takes it off again; its key is one of the call's (`use-call-keys.ts`). */
export function HelpButton({ area }: { readonly area: Talk }) {
  const keys = useKeymap();
  const { words } = useWords();
  const { asking, disabled, press } = useHelp(area);
  return (
    <CallButton
      icon={<IconLifebuoy size={18} aria-hidden />}
      label={words.help.button}
      keyName={keys.help}
      look={asking ? 'on' : 'plain'}
      pressed={asking}
      disabled={disabled}
      action="help"
      onClick={press}
    />
  );
}

/** The same with whether a supervisor knows, small, for a consultation: its keys take the row of the buttons. */
export function SmallHelp({ area }: { readonly area: Talk }) {
  const keys = useKeymap();
  const { words } = useWords();
  const { asking, disabled, press } = useHelp(area);
  const help = area.call?.help;
  const seenBy = help?.seenBy;
  const { button, asked } = words.help;
  const label = seenBy === undefined ? (asking ? asked : button) : words.help.seenBy(seenBy);
  return (
    <Button
      size="compact-sm"
      variant={help ? 'filled' : 'default'}
      color={seenBy === undefined ? 'orange' : 'green'}
      px={6}
      title={label}
      leftSection={<IconLifebuoy size={16} role="img" aria-label={label} />}
      rightSection={<Key name={keys.help} />}
      aria-keyshortcuts={keys.help}
      aria-pressed={asking}
      disabled={disabled}
      onClick={press}
      data-action="help"
      data-help={help && (asking ? 'asked' : 'seen')}
    >
      {asking && help ? <Elapsed since={help.since} /> : null}
      {seenBy === undefined ? null : <IconCheck size={16} aria-hidden />}
    </Button>
  );
}

function useHelp(area: Talk) {
  const { askHelp } = useWorkplace();
  const wish = helpWish(area);
  const press = () => {
    if (wish) void askHelp(wish.call, wish.on);
  };
  return { asking: wish?.on === false, disabled: wish === null, press };
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
