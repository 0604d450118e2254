import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPhoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallPicture } from '../../../src/supervision/events.ts';
import { mayEnd } from '../../state/supervision.ts';
import { Dialog } from '../desk/dialog.tsx';
import { WishForm } from '../desk/wish-form.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { RowButton } from './row-parts.tsx';

/** Ends a call that was given to a number outside, after asking: no agent is in it who could. */
export function EndHandedOut({ call }: { readonly call: CallPicture }) {
  const may = useSeen(screen => mayEnd(screen, call));
  const { api } = useWorkplace();
  const { words, formats } = useWords();
  const [asked, ask] = useState(false);
  if (!may) return null;
  const who = call.customer?.name ?? (formats.telephone(call.callerNumber) || words.call.hiddenNumber);
  const outside = (call.outside ?? []).map(({ dialled }) => formats.telephone(dialled)).join(', ');
  const close = () => ask(false);
  return (
    <>
      <RowButton
        hint={words.supervise.end}
        color="red"
        data-action="end-handed-out"
        onClick={() => ask(true)}
      >
        <IconPhoneOff size={16} aria-hidden />
      </RowButton>
      <Dialog title={words.supervise.endTitle} opened={asked} onClose={close}>
        <WishForm
          name="end-handed-out"
          ready
          danger
          justConfirms
          confirm={words.supervise.endNow}
          action="confirm-end"
          wish={async () => {
            await api.endHandedOut(call.id);
            notifications.show({ color: 'green', message: words.supervise.ended(who) });
          }}
          onClose={close}
        >
          <Text fz="sm">{words.supervise.endLead(who, outside)}</Text>
        </WishForm>
      </Dialog>
    </>
  );
}
