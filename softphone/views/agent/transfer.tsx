import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowForwardUp } from '@tabler/icons-react';
import type { CallPicture } from '../../../src/supervision/events.ts';
import type { CallArea } from '../../state/call-area.ts';
import { notReached } from '../../state/call-end.ts';
import { actsNow } from '../../state/call-keys.ts';
import { isWithoutCustomer, leftMeanwhile } from '../../state/consult.ts';
import { isSenderTold } from '../../state/sent-by.ts';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { lazyDialog } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { CallButton } from './call-button.tsx';
import { useFlows } from './use-flows.ts';
import { useName } from './use-party.ts';

const TransferDialog = lazyDialog(() => import('./transfer-dialog.tsx').then(m => m.TransferDialog), [], {
  ahead: true,
});

/**
 * Gives the customer to a queue or a colleague: who is free now, and what the next agent should know. Where there is no customer
 * somebody else is consulted, and nobody given to anybody.
 */
export function Transfer({ area }: { readonly area: Extract<CallArea, { kind: 'talking' }> }) {
  const keys = useKeymap();
  const [asking, { open, close: leave }] = useDisclosure();
  const { store } = useWorkplace();
  const { words } = useWords();
  const call = area.id;
  const handTo = useSeen(screen => (screen.handTo?.call === call ? screen.handTo.number : null));
  const close = () => {
    leave();
    store.send({ kind: 'hand-to', handTo: null });
  };
  const flows = useFlows();
  const disabled = !useSeen(screen => actsNow('transfer', screen));
  const title = area.internal
    ? words.internal.consultTitle
    : isWithoutCustomer(area.call)
      ? words.consult.withoutCustomer.title
      : null;
  useKeys({ transfer: { now: !disabled, does: open } });
  return (
    <>
      <CallButton
        icon={<IconArrowForwardUp size={18} aria-hidden />}
        label={title === null ? words.transfer.button : words.consult.button}
        keyName={keys.transfer}
        disabled={disabled}
        action="transfer"
        onClick={open}
      />
      {call && (asking || (handTo !== null && !disabled)) ? (
        <TransferDialog
          title={title ?? words.transfer.title}
          call={call}
          to={handTo ?? ''}
          meanwhile={leftMeanwhile(area)}
          customer={title === null}
          internal={area.internal !== null}
          flows={flows}
          onClose={close}
        />
      ) : null}
    </>
  );
}

/** Who sent the caller, and what they wrote. */
export function SentBy({ call }: { readonly call: CallPicture | null }) {
  const name = useName();
  const own = useSeen(screen => screen.who.person.id);
  const { words, formats } = useWords();
  const now = useNow();
  if (!call?.transfer || !isSenderTold(call, own, now)) return null;
  const { from, note, to, back, out } = call.transfer;
  const why = out ? notReached(out, words, formats) : to && back ? words.transfer.back[back](name(to)) : '';
  const told =
    why && from === own
      ? words.transfer.returned(why)
      : `${words.transfer.sentBy(name(from))}${why && ` ${why}`}`;
  return (
    <Text fz="sm" lh={1.3} lineClamp={2} title={note} data-sent-by={from} data-back={out?.why ?? back}>
      <Text component="span" fw={600}>
        {told}
      </Text>
      {note === '' ? null : ` ${words.chrome.quoted(note)}`}
    </Text>
  );
}
