import { Checkbox, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import type { InternalTickets } from '../../../src/calls/internal-tickets.ts';
import type { ChangePolicies, PolicyCard } from '../../../src/http/shapes/settings.ts';
import { kindsOf } from '../../../src/kit/kinds.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { fromMinutes, inMinutes } from '../../state/outgoing-form.ts';
import { adminWords } from '../../words/admin.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { DrawerEnd } from './drawer-end.tsx';
import { PauseField, RecordingField } from './recording-fields.tsx';
import { WholeNumber } from './whole-number.tsx';

const SWITCHES = ['supervisionSeen', 'leaderMayLeave', 'announceRecording', 'debtStops'] as const;
const TICKETS = kindsOf<InternalTickets>({ never: true, 'from-ticket': true, always: true });
/** What the server takes of a long call, min. */
const LONG_MIN = { least: 10, most: 1_440 } as const;

interface DrawerProps {
  /** As they are when it is opened. */
  readonly policies: PolicyCard;
  readonly onClose: () => void;
}

/** The policies of the centre, each with what it does; they hold as soon as they are saved. */
export function PoliciesDrawer({ policies: before, onClose }: DrawerProps) {
  const { api } = useWorkplace();
  const own = useOwnWords(adminWords);
  const { policies } = own;
  const [change, setChange] = useState<ChangePolicies>({});
  const [longIsWrong, setLongIsWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const now = { ...before, ...change };
  const isSame = (Object.keys(change) as (keyof PolicyCard)[]).every(name => now[name] === before[name]);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await api.changePolicies(change);
      notifications.show({ color: 'green', message: policies.saved });
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }

  return (
    <FormDialog
      manual="policies"
      sheet
      isChanged={!isSame || longIsWrong}
      onClose={onClose}
      title={policies.title}
    >
      {leave => (
        <form noValidate onSubmit={event => void save(event)} data-form="policies">
          <Stack gap="lg">
            {SWITCHES.map(name => (
              <Checkbox
                key={name}
                label={policies[name].name}
                description={policies[name].hint}
                checked={now[name]}
                onChange={event => setChange({ ...change, [name]: event.currentTarget.checked })}
                data-field={name}
              />
            ))}
            <RecordingField
              label={policies.directRecording.name}
              description={policies.directRecording.hint}
              value={now.directRecording}
              onChange={directRecording => setChange({ ...change, directRecording })}
              field="directRecording"
            />
            <PauseField
              label={policies.directPauseMs.name}
              description={policies.directPauseMs.hint}
              value={now.directPauseMs}
              before={before.directPauseMs}
              disabled={now.directRecording === 'never'}
              onChange={directPauseMs => setChange({ ...change, directPauseMs })}
              field="directPauseMs"
            />
            <Select
              label={policies.internalTickets.name}
              description={policies.internalTickets.hint}
              data={TICKETS.map(each => ({ value: each, label: policies.internalTickets.values[each] }))}
              value={now.internalTickets}
              allowDeselect={false}
              onChange={chosen => {
                const internalTickets = TICKETS.find(each => each === chosen);
                if (internalTickets) setChange({ ...change, internalTickets });
              }}
              data-field="internalTickets"
            />
            <WholeNumber
              label={policies.longCallMs.name}
              description={policies.longCallMs.hint}
              error={longIsWrong && own.queues.outside(LONG_MIN.least, LONG_MIN.most)}
              unit="min"
              start={inMinutes(before.longCallMs)}
              onType={typed => {
                const isGood = typed !== null && typed >= LONG_MIN.least && typed <= LONG_MIN.most;
                setLongIsWrong(!isGood);
                if (isGood) setChange({ ...change, longCallMs: fromMinutes(typed) });
              }}
              data-field="longCallMs"
            />
            <DrawerEnd
              fault={fault}
              save={own.queues.save}
              action="save-policies"
              busy={busy}
              disabled={longIsWrong || isSame}
              onCancel={leave}
            />
          </Stack>
        </form>
      )}
    </FormDialog>
  );
}
