import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import {
  EMPTY_PERSON,
  fieldsOf,
  isWritten,
  type PersonFields,
  type TypedField,
  toAdd,
  toChange,
  wrongIn,
} from '../../state/person-form.ts';
import { adminWords } from '../../words/admin.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { DeskPhone } from './desk-phone.tsx';
import { DrawerEnd } from './drawer-end.tsx';
import { EndNow } from './end-now.tsx';
import { LostDevice } from './lost-device.tsx';
import { PersonFieldset } from './person-fieldset.tsx';
import { SureButton } from './sure-button.tsx';
import { useFirstFault } from './use-first-fault.ts';

interface PersonDrawerProps {
  /** Null adds a new one. */
  readonly person: PersonCard | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Adds or edits one person. */
export function PersonDrawer({ person, onClose, onSaved }: PersonDrawerProps) {
  const { api } = useWorkplace();
  const who = useSeen(screen => screen.who);
  const { words } = useWords();
  const own = useOwnWords(adminWords);
  const [fields, setFields] = useState<PersonFields>(person ? fieldsOf(person) : EMPTY_PERSON);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);
  /** The fields that were left, or all of them once the form was sent: what is still being typed is not called wrong. */
  const [typed, setTyped] = useState<readonly TypedField[]>([]);
  const [tries, setTries] = useState(0);
  const form = useFirstFault(tries);
  const wrong = wrongIn(fields, person === null);

  async function run(work: () => Promise<PersonCard>, done: (saved: PersonCard) => string): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      const saved = await work();
      notifications.show({ color: 'green', message: done(saved) });
      onSaved();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
      setTries(before => before + 1);
    }
  }

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (wrong.length > 0) {
      setTyped(wrong);
      setTries(tries + 1);
      return;
    }
    if (person)
      void run(
        () => api.changePerson(person.id, toChange(fields, person)),
        () => own.people.saved,
      );
    else
      void run(
        () => api.addPerson(toAdd(fields)),
        saved => own.people.added(saved.displayName),
      );
  };
  const setActive = async (active: boolean) => {
    if (person)
      await run(
        () => api.changePerson(person.id, { active }),
        ({ displayName }) => (active ? own.people.activated : own.people.deactivated)(displayName),
      );
  };

  return (
    <FormDialog
      manual="people"
      sheet
      isChanged={isWritten(fields, person)}
      onClose={onClose}
      title={person ? own.people.edit : own.people.add}
    >
      {leave => (
        <>
          <form noValidate ref={form} onSubmit={save}>
            <Stack gap="sm">
              <PersonFieldset
                fields={fields}
                isNew={person === null}
                hadTelephone={person?.telephone ?? null}
                isOwn={person?.id === who.person.id}
                wrong={field =>
                  wrong.includes(field) ? typed.includes(field) : fault?.fields.has(field) === true
                }
                onChange={setFields}
                onLeft={field => setTyped([...typed, field])}
              />
              <DrawerEnd
                fault={fault}
                save={words.chrome.save}
                action="save-person"
                busy={busy}
                onCancel={leave}
              />
            </Stack>
          </form>
          {person?.phoneKind === 'sip' ? <DeskPhone person={person} /> : null}
          {person && person.id !== who.person.id ? (
            <>
              <LostDevice person={person} />
              <EndNow person={person} onEnded={onSaved} />
              <Divider my="lg" />
              {person.active ? (
                <Stack gap={6}>
                  <Text fz="sm" c="dimmed">
                    {own.people.deactivateLead(person.displayName)}
                  </Text>
                  <Group>
                    <SureButton
                      action="deactivate"
                      label={own.people.deactivate}
                      sure={own.people.deactivateSure(person.displayName)}
                      color="red"
                      busy={busy}
                      onSure={() => setActive(false)}
                    />
                  </Group>
                </Stack>
              ) : (
                <Button variant="light" onClick={() => void setActive(true)} data-action="activate">
                  {own.people.activate}
                </Button>
              )}
            </>
          ) : null}
        </>
      )}
    </FormDialog>
  );
}
