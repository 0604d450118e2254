import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { useState } from 'react';
import { can } from '../../../src/rights/capabilities.ts';
import { hasContacts } from '../../state/contacts-beside.ts';
import { contactsWords } from '../../words/contacts.ts';
import { filesWords } from '../../words/files.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { lazyDialog } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

const ContactsDrawer = lazyDialog<{ readonly onClose: () => void }>(
  () => import('./contacts-drawer.tsx').then(m => m.ContactsDrawer),
  [contactsWords, scheduledWords, filesWords],
  { ahead: true },
);

/** Opens and closes the contacts, by key too. */
export function ContactsButton() {
  const keys = useKeymap();
  const { store } = useWorkplace();
  const { words } = useWords();
  const may = useSeen(hasContacts);
  const open = useSeen(({ contacts }) => contacts.open);
  const turn = () => store.send({ kind: 'contacts', open: !store.get().contacts.open });
  const calls = useSeen(({ who }) => can(who.person, 'telephone'));
  const toScheduled = () => store.send({ kind: 'contacts', open: true, atScheduled: true });
  useKeys({ ...(may ? { contacts: turn } : {}), ...(may && calls ? { scheduled: toScheduled } : {}) });
  if (!may) return null;
  return (
    <Tooltip label={keys.contacts ? `${words.chrome.contacts} (${keys.contacts})` : words.chrome.contacts}>
      <ActionIcon
        variant={open ? 'light' : 'subtle'}
        color={open ? 'rio' : 'gray'}
        size="lg"
        c={open ? undefined : 'inherit'}
        aria-label={words.chrome.contacts}
        aria-expanded={open}
        aria-keyshortcuts={keys.contacts}
        onClick={turn}
        data-action="contacts"
      >
        <IconAddressBook size={19} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The contacts beside the page. Once opened they stay, hidden: what is typed there is not lost by closing them. */
export function ContactsBeside() {
  const { store } = useWorkplace();
  const may = useSeen(hasContacts);
  const open = useSeen(({ contacts }) => contacts.open);
  const [opened, setOpened] = useState(false);
  if (open && !opened) setOpened(true);
  if (!opened || !may) return null;
  const away = () => {
    setOpened(false);
    store.send({ kind: 'contacts', open: false });
  };
  return <ContactsDrawer onClose={away} />;
}
