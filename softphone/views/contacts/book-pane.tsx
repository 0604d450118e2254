import { Alert, Button, Center, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { ContactScope } from '../../../src/contacts/contact.ts';
import type { ContactCard, SpeedDial } from '../../../src/http/shapes/contacts.ts';
import { reachOf } from '../../../src/kit/searchable.ts';
import { isSent } from '../../state/keys.ts';
import { contactsWords } from '../../words/contacts.ts';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWaysOut } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { ContactRow } from './contact-row.tsx';
import style from './contacts.module.css';
import { useBook } from './use-book.ts';
import type { useCall } from './use-call.ts';

/** Typed this long ago it is what is meant, ms. */
const TYPED_MS = 150;

interface BookPaneProps {
  readonly turn: number;
  readonly dials: ReadonlyMap<number, SpeedDial>;
  readonly calling: ReturnType<typeof useCall>;
  readonly onEdit: (card: ContactCard) => void;
  readonly onChanged: (told: string) => void;
}

/** Everybody whom I know, or who fits what is typed; arrows go through them, Enter calls. */
export function BookPane({ turn, dials, calling, onEdit, onChanged }: BookPaneProps) {
  const { words, say } = useWords();
  const own = useOwnWords(contactsWords);
  const mayGo = useWaysOut(turn);
  const [typed, type] = useState('');
  const [text] = useDebouncedValue(typed.trim(), TYPED_MS);
  const [scope, setScope] = useState<ContactScope | 'all'>('all');
  const [open, setOpen] = useState<string | null>(null);
  const tooShort = reachOf(text) === 'too-short';
  const book = useBook(tooShort ? '' : text, scope === 'all' ? null : scope, turn);
  const items = tooShort ? [] : book.items;

  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const { key, currentTarget } = event;
    const isEntered = event.target instanceof HTMLInputElement && event.target.type === 'search';
    if (key !== 'ArrowDown' && key !== 'ArrowUp' && !(isEntered && isSent(event.nativeEvent))) return;
    const stops = [...currentTarget.querySelectorAll<HTMLElement>('[type=search], [data-walk]')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = stops[key === 'ArrowUp' ? at - 1 : at + 1];
    if (at < 0 || !next) return;
    event.preventDefault();
    // Enter leads to who was found first: a second one calls them, and no slip of the finger does.
    next.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go from button to button within it
    <div className={style.pane} onKeyDown={walk}>
      <div className={style.bar}>
        <TextInput
          type="search"
          aria-label={own.search}
          placeholder={own.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          maxLength={120}
          data-first-field
          data-text="contact-search"
          onChange={event => type(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={own.scope}
          data={(['all', 'own', 'shared'] as const).map(value => ({ value, label: own.scopes[value] }))}
          value={scope}
          onChange={value => setScope(value as ContactScope | 'all')}
        />
        <Text fz="xs" c="dimmed" role="status" data-book-count={book.loading ? undefined : book.total}>
          {tooShort ? words.list.tooShort : book.loading ? ' ' : own.count(book.total)}
        </Text>
      </div>
      {book.fault && !tooShort ? (
        <Alert color="red" className={style.told} p="6px 10px" role="alert">
          {say(book.fault.words)}{' '}
          <Button size="compact-xs" variant="default" onClick={book.again} data-action="read-again">
            {own.retry}
          </Button>
        </Alert>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list without buttons scrolls by keyboard, too */}
      <section className={style.scroll} tabIndex={0} aria-label={words.chrome.contacts}>
        {book.loading ? (
          <Center p="xl">
            <Loading size="sm" />
          </Center>
        ) : null}
        {!book.loading && !book.fault && items.length === 0 && !tooShort ? (
          <Text p="md" fz="sm" c="dimmed">
            {text === '' ? own.none : own.noneFound}
          </Text>
        ) : null}
        <ul className={style.list}>
          {items.map(card => (
            <ContactRow
              key={card.id}
              card={card}
              isOpen={open === card.id}
              dials={dials}
              calling={calling}
              mayGo={mayGo}
              onTurn={() => setOpen(open === card.id ? null : card.id)}
              onEdit={() => onEdit(card)}
              onChanged={onChanged}
            />
          ))}
        </ul>
        {items.length < book.total && !tooShort ? (
          <Center p="sm">
            <Button variant="subtle" size="compact-sm" onClick={book.more} data-action="more-contacts">
              {own.more}
            </Button>
          </Center>
        ) : null}
      </section>
    </div>
  );
}
