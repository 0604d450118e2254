import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FlowCard } from '../../../src/http/shapes/settings.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import type { leftMeanwhile } from '../../state/consult.ts';
import type { Target } from '../../state/targets.ts';
import { Dialog } from '../desk/dialog.tsx';
import { useDraft } from '../desk/use-draft.ts';
import { WishForm } from '../desk/wish-form.tsx';
import { overBy } from '../tickets/text-status.tsx';
import { useMayWithhold } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { TransferTargets, useIsTargetFree } from './transfer-targets.tsx';
import { Withhold } from './withhold.tsx';

interface TransferDialogProps {
  readonly title: string;
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

/** Whom, with what note; by its second button they are asked first. */
export function TransferDialog(props: TransferDialogProps) {
  const { title, call, to, meanwhile, customer, internal, flows, onClose } = props;
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
    <Dialog manual="transfer" title={title} opened onClose={onClose}>
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
    </Dialog>
  );
}

/** In a menu there is nobody to talk to. */
function askable(
  target: Target | null,
): { colleague: string } | { queue: string } | { number: string } | null {
  if (target === null || 'flow' in target) return null;
  return 'agent' in target ? { colleague: target.agent } : target;
}
