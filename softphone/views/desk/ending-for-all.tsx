import { Text } from '@mantine/core';
import type { CallArea } from '../../state/call-area.ts';
import { joinedParties } from '../../state/consult.ts';
import { useParty } from '../agent/use-party.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { Dialog } from './dialog.tsx';
import { WishForm } from './wish-form.tsx';

interface EndingProps {
  readonly asked: Extract<CallArea, { kind: 'talking' }>;
  readonly onClose: () => void;
}

export function EndingForAll({ asked, onClose }: EndingProps) {
  const { hangUp } = useWorkplace();
  const { words } = useWords();
  const nameOf = useParty();
  const lead = asked.call?.customerLeft ? words.consult.endLeadOurs : words.consult.endLead;
  return (
    <Dialog manual="conference" title={words.consult.endTitle} opened onClose={onClose}>
      <WishForm
        name="end-for-all"
        ready
        danger
        justConfirms
        confirm={words.consult.endNow}
        action="confirm-end"
        wish={() => hangUp(true)}
        onClose={onClose}
      >
        <Text fz="sm">{lead(joinedParties(asked).map(nameOf).join(', '))}</Text>
      </WishForm>
    </Dialog>
  );
}
