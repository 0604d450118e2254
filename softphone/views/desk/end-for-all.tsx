import { Text } from '@mantine/core';
import { callArea } from '../../state/call-area.ts';
import { endsForAll, joinedParties } from '../../state/consult.ts';
import { useParty } from '../agent/use-party.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { Dialog } from './dialog.tsx';
import { WishForm } from './wish-form.tsx';

/** My hang-up ends a conference for all who are in it: asked once, on whatever page I am. */
export function EndForAll() {
  const { store, hangUp } = useWorkplace();
  const { words } = useWords();
  const nameOf = useParty();
  const asked = useSeen(screen => {
    const area = callArea(screen);
    return area.kind === 'talking' && endsForAll(area) && screen.askedEnd === area.id ? area : null;
  });
  const close = () => store.send({ kind: 'asked-end', call: null });
  return (
    <Dialog title={words.consult.endTitle} opened={asked !== null} onClose={close}>
      {asked ? (
        <WishForm
          name="end-for-all"
          ready
          danger
          justConfirms
          confirm={words.consult.endNow}
          action="confirm-end"
          wish={() => hangUp(true)}
          onClose={close}
        >
          <Text fz="sm">
            {(asked.call?.customerLeft ? words.consult.endLeadOurs : words.consult.endLead)(
              joinedParties(asked).map(nameOf).join(', '),
            )}
          </Text>
        </WishForm>
      ) : null}
    </Dialog>
  );
}
