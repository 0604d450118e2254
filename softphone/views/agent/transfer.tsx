import { Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowForwardUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { FlowCard } from '../../../src/http/shapes/settings.ts';
import type { CallPicture } from '../../../src/supervision/events.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import { type CallArea, callInHand } from '../../state/call-area.ts';
import { notReached } from '../../state/call-end.ts';
import { isWithoutCustomer, leftMeanwhile } from '../../state/consult.ts';
import { isLeaving } from '../../state/screen.ts';
import type { Target } from '../../state/targets.ts';
import { Dialog } from '../desk/dialog.tsx';
import { KEYS, useKeys } from '../desk/hotkeys.ts';
import { useDraft } from '../desk/use-draft.ts';
import { WishForm } from '../desk/wish-form.tsx';
import { overBy } from '../tickets/text-status.tsx';
import { useMayWithhold } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { CallButton } from './call-button.tsx';
import { TransferTargets, useFlows, useIsTargetFree } from './transfer-targets.tsx';
import { useName } from './use-party.ts';
import { Withhold } from './withhold.tsx';

/**
 * Gives the customer to a queue or a colleague: who is free now, and what the next agent should know. Where there is no customer
 * somebody else is consulted, and nobody given to anybody.
 */
export function Transfer({ area }: { readonly area: Extract<CallArea, { kind: 'talking' }> }) {
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
  // Whose session has ended sees no queues: the call is brought to its end.
  const leaving = useSeen(isLeaving);
  const disabled = callInHand(area) === null || leaving;
  const title = area.internal
    ? words.internal.consultTitle
    : isWithoutCustomer(area.call)
      ? words.consult.withoutCustomer.title
      : null;
  useKeys({ transfer: () => (disabled ? undefined : open()) });
  return (
    <>
      <CallButton
        icon={<IconArrowForwardUp size={18} aria-hidden />}
        label={title === null ? words.transfer.button : words.consult.button}
        keyName={KEYS.transfer}
        disabled={disabled}
        action="transfer"
        onClick={open}
      />
      {call ? (
        <Dialog
          title={title ?? words.transfer.title}
          opened={asking || (handTo !== null && !disabled)}
          onClose={close}
        >
          <TransferForm
            call={call}
            to={handTo ?? ''}
            meanwhile={leftMeanwhile(area)}
            customer={title === null}
            internal={area.internal !== null}
            flows={flows}
            onClose={close}
          />
        </Dialog>
      ) : null}
    </>
  );
}

interface TransferFormProps {
  readonly call: string;
  /** The number that is meant, if one is. */
  readonly to: string;
  /** Who is left meanwhile; `others`: a customer among them is given to nobody, who may be asked all the same. */
  readonly meanwhile: ReturnType<typeof leftMeanwhile>;
  /** There is one to be given on. */
  readonly customer: boolean;
  /** Of one of ours with another. */
  readonly internal: boolean;
  readonly flows: readonly FlowCard[];
  readonly onClose: () => void;
}

function TransferForm({ call, to, meanwhile, customer, internal, flows, onClose }: TransferFormProps) {
  const { api } = useWorkplace();
  const { words } = useWords();
  const [note, write, forget] = useDraft(`transfer-note.${call}`);
  const [target, choose] = useState<Target | null>(null);
  const isFree = useIsTargetFree(target);
  const asked = askable(target);
  const mayWithhold = useMayWithhold(call);
  const [withheld, withhold] = useState(false);
  const isOutside = target !== null && 'number' in target;
  const hidden = isOutside && mayWithhold && withheld ? { withheld } : {};
  const noteOver = overBy(note, TEXTS.dispositionNote);
  const ready = isFree && noteOver <= 0;
  const isMenu = target !== null && 'flow' in target;
  const others = meanwhile === 'others';
  const hint = internal ? 'internal' : !customer ? null : others ? 'conference' : isMenu ? 'menu' : null;
  const left = others ? 'others' : 'other';
  const lead = internal ? words.internal.consultLead[left] : words.consult.withoutCustomer[left];
  const consult = {
    confirm: words.consult.button,
    action: 'consult',
    ready: ready && asked !== null,
    wish: async () => {
      if (asked === null) return;
      await api.consult(call, { ...asked, ...hidden, note: note.trim() });
      forget();
    },
  };
  const transfer = {
    confirm: words.transfer.button,
    action: 'confirm-transfer',
    ready: ready && !others,
    wish: async () => {
      if (target === null) return;
      await api.transfer(call, { ...target, ...hidden, note: note.trim() });
      forget();
    },
  };
  return (
    <WishForm name="transfer" onClose={onClose} {...(customer ? { ...transfer, other: consult } : consult)}>
      <Text fz="sm" c="dimmed">
        {customer ? words.transfer.lead : lead}
      </Text>
      <TransferTargets
        first={to}
        value={target}
        only={internal ? 'people' : customer ? undefined : 'who-answers'}
        flows={flows}
        onChoose={choose}
      />
      {isOutside && mayWithhold ? (
        <Withhold field="transfer-withheld" withheld={withheld} onChange={withhold} />
      ) : null}
      {target && !isFree ? (
        <Text fz="sm" role="status" data-not-free>
          {words.transfer.notFree}
        </Text>
      ) : null}
      {hint === null ? null : (
        <Text fz="sm" role="status" data-hint={hint}>
          {words.transfer.hint[hint]}
        </Text>
      )}
      <TextInput
        label={words.transfer.note}
        value={note}
        error={noteOver > 0 && words.ticket.tooMany(noteOver)}
        data-text="transfer-note"
        onChange={event => write(event.currentTarget.value)}
      />
    </WishForm>
  );
}

/** In a menu there is nobody to talk to. */
function askable(
  target: Target | null,
): { colleague: string } | { queue: string } | { number: string } | null {
  if (target === null || 'flow' in target) return null;
  return 'agent' in target ? { colleague: target.agent } : target;
}

/** Who sent the caller, and what they wrote. */
export function SentBy({ call }: { readonly call: CallPicture | null }) {
  const name = useName();
  const own = useSeen(screen => screen.who.person.id);
  const { words, formats } = useWords();
  if (!call?.transfer) return null;
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
