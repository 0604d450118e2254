import { ActionIcon } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { isReadable } from '../../state/contact-call.ts';
import { hasContacts } from '../../state/contacts-beside.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

interface SaveContactProps {
  readonly name: string;
  /** As I may read it: one that is masked for me is not written down. */
  readonly number: string;
  readonly size?: number;
}

/** Opens the contacts with somebody new, whose number this is. */
export function SaveContact({ name, number, size = 26 }: SaveContactProps) {
  const { store } = useWorkplace();
  const { words } = useWords();
  const may = useSeen(hasContacts);
  if (!may || !isReadable(number)) return null;
  return (
    <ActionIcon
      variant="default"
      size={size}
      aria-label={words.chrome.saveContact}
      title={words.chrome.saveContact}
      onClick={() => store.send({ kind: 'contacts', open: true, save: { name, number } })}
      data-action="save-to-contacts"
    >
      <IconUserPlus size={16} aria-hidden />
    </ActionIcon>
  );
}
