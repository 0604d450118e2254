import { ActionIcon, Menu, Tabs } from '@mantine/core';
import { IconFiles, IconUserPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { CONTACT_FORMATS } from '../../../src/contacts/contact.ts';
import type { ContactCard } from '../../../src/http/shapes/contacts.ts';
import { can } from '../../../src/rights/capabilities.ts';
import { contactExportAddress } from '../../link/contact-files.ts';
import { callTo, slotPressed } from '../../state/contact-call.ts';
import { contactsWords } from '../../words/contacts.ts';
import { isOnPage } from '../desk/hotkeys.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { ScheduledPane } from '../scheduled/scheduled-pane.tsx';
import { useTakenFiles } from '../use-taken-files.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { BookPane } from './book-pane.tsx';
import { CallsPane } from './calls-pane.tsx';
import { ContactFormPane } from './contact-form-pane.tsx';
import style from './contacts.module.css';
import { ImportPane } from './import-pane.tsx';
import { SpeedRow } from './speed-row.tsx';
import { ToldLine } from './told-line.tsx';
import { useCall } from './use-call.ts';
import { useSpeedDials } from './use-speed-dials.ts';

/** What stands in place of the lists: a contact that is written, or a file that is imported. */
type InHand =
  | {
      readonly kind: 'form';
      readonly card: ContactCard | null;
      readonly name: string;
      readonly number: string;
    }
  | { readonly kind: 'import' };

type Tab = 'book' | 'mine' | 'missed' | 'made' | 'scheduled';

/** Contacts, speed dials and calls, beside whatever page is open: nothing of it is closed for them. */
export function ContactsDrawer() {
  const { store } = useWorkplace();
  const { words } = useWords();
  const own = useOwnWords(contactsWords);
  const open = useSeen(({ contacts }) => contacts.open);
  const save = useSeen(({ contacts }) => contacts.save);
  const person = useSeen(({ who }) => who.person);
  const calls = can(person, 'telephone');
  const mayShare = can(person, 'edit-shared-contacts');
  const [tab, setTab] = useState<Tab>('book');
  const [inHand, setInHand] = useState<InHand | null>(null);
  /** Grows with each change of the contacts: what shows them reads again. */
  const [turn, setTurn] = useState(0);
  const calling = useCall();
  const dials = useSpeedDials(calls, turn);
  const atScheduled = useSeen(({ contacts }) => contacts.atScheduled);
  const [ledTo, setLedTo] = useState<number | undefined>(undefined);
  if (atScheduled !== ledTo) {
    setLedTo(atScheduled);
    if (atScheduled !== undefined) setTab('scheduled');
  }
  const panel = useRef<HTMLElement>(null);
  useFocusMoved(open, panel);

  const take = (next: InHand | null) => {
    setInHand(next);
    calling.tell(null);
  };
  const close = () => store.send({ kind: 'contacts', open: false });
  const changed = (text: string) => {
    take(null);
    setTurn(count => count + 1);
    calling.tell({ kind: 'done', text });
  };

  // Somebody of a call or a ticket is to be written down.
  const begin = useEffectEvent((name: string, number: string) => {
    if (inHand === null) take({ kind: 'form', card: null, name, number });
    else calling.tell({ kind: 'refused', text: own.form.finishFirst });
    store.send({ kind: 'contacts', open: true });
  });
  useEffect(() => {
    if (save !== null) begin(save.name, save.number);
  }, [save]);

  const dial = (slot: number) => {
    const found = dials.get(slot);
    if (found) calling.call(screen => callTo(screen, found.number));
    else calling.tell({ kind: 'refused', text: own.speed.empty(slot) });
  };
  const pressed = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const slot = slotPressed(event);
    // What else takes digits has taken them by now, or has the focus: the keypad, and the dispositions.
    if (slot === null || event.defaultPrevented || !isOnPage(event.target)) return;
    dial(slot);
  });
  useEffect(() => {
    if (!open || !calls) return;
    const listen = (event: globalThis.KeyboardEvent) => pressed(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [open, calls]);

  const closeByKey = (event: KeyboardEvent) => {
    // A menu of the contacts is drawn elsewhere, and closes by itself.
    const isHere = event.target instanceof Node && panel.current?.contains(event.target);
    if (event.key === 'Escape' && isHere && !event.nativeEvent.isComposing) close();
  };

  const book = (
    <BookPane
      turn={turn}
      dials={dials}
      calling={calling}
      onEdit={card => take({ kind: 'form', card, name: '', number: '' })}
      onChanged={changed}
    />
  );
  return (
    <aside
      ref={panel}
      className={style.drawer}
      aria-label={words.chrome.contacts}
      hidden={!open}
      tabIndex={-1}
      data-focus-home={open || undefined}
      data-drawer={inHand?.kind ?? tab}
      onKeyDown={closeByKey}
    >
      <div className={style.head}>
        <h2>{words.chrome.contacts}</h2>
        <ActionIcon
          variant="subtle"
          size={30}
          aria-label={own.add}
          title={own.add}
          disabled={inHand !== null}
          onClick={() => take({ kind: 'form', card: null, name: '', number: '' })}
          data-action="new-contact"
        >
          <IconUserPlus size={18} aria-hidden />
        </ActionIcon>
        <FilesMenu disabled={inHand !== null} mayShare={mayShare} onImport={() => take({ kind: 'import' })} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={words.chrome.close}
          title={`${words.chrome.close} (Esc)`}
          onClick={close}
          data-action="close-contacts"
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      {calls ? <SpeedRow dials={dials} onDial={dial} /> : null}
      <ToldLine told={calling.told} onClose={() => calling.tell(null)} />
      {inHand?.kind === 'form' ? (
        <ContactFormPane
          card={inHand.card}
          name={inHand.name}
          number={inHand.number}
          mayShare={mayShare}
          onSaved={name => changed(own.saved(name))}
          onClose={() => take(null)}
        />
      ) : null}
      {inHand?.kind === 'import' ? (
        <ImportPane
          mayShare={mayShare}
          onImported={() => setTurn(count => count + 1)}
          onClose={() => take(null)}
        />
      ) : null}
      {/* Kept while something else is in hand: what is searched for is there afterwards. */}
      <div className={style.pane} style={inHand === null ? {} : { display: 'none' }}>
        {calls ? (
          <Tabs
            className={style.pane}
            value={tab}
            onChange={value => setTab(value as Tab)}
            keepMounted={false}
          >
            <Tabs.List aria-label={own.tabsLabel} grow>
              {(['book', 'mine', 'missed', 'made', 'scheduled'] as const).map(each => (
                <Tabs.Tab key={each} value={each} data-tab={each}>
                  {own.tabs[each]}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="book" keepMounted className={tab === 'book' ? style.pane : undefined}>
              {book}
            </Tabs.Panel>
            {(['mine', 'missed', 'made'] as const).map(whose => (
              <Tabs.Panel key={whose} value={whose} className={tab === whose ? style.pane : undefined}>
                <CallsPane
                  whose={whose}
                  calling={calling}
                  onSave={(number, name) => take({ kind: 'form', card: null, name, number })}
                />
              </Tabs.Panel>
            ))}
            <Tabs.Panel value="scheduled" className={tab === 'scheduled' ? style.pane : undefined}>
              <ScheduledPane />
            </Tabs.Panel>
          </Tabs>
        ) : (
          book
        )}
      </div>
    </aside>
  );
}

interface FilesMenuProps {
  readonly disabled: boolean;
  readonly mayShare: boolean;
  readonly onImport: () => void;
}

function FilesMenu({ disabled, mayShare, onImport }: FilesMenuProps) {
  const take = useTakenFiles();
  const own = useOwnWords(contactsWords);
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          size={30}
          aria-label={own.files}
          title={own.files}
          disabled={disabled}
          data-action="contact-files"
        >
          <IconFiles size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onImport} data-action="import-contacts">
          {own.importFile}
        </Menu.Item>
        <Menu.Divider />
        {(mayShare ? (['own', 'shared'] as const) : (['own'] as const)).map(scope =>
          CONTACT_FORMATS.map(format => (
            <Menu.Item
              key={`${scope} ${format}`}
              onClick={() => take(contactExportAddress(scope, format))}
              data-action={`export-${scope}-${format}`}
            >
              {own.exports[scope][format]}
            </Menu.Item>
          )),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Opened, the focus goes to what is to be written in; closed, it goes back to where it was. */
function useFocusMoved(open: boolean, panel: { readonly current: HTMLElement | null }): void {
  const before = useRef<Element | null>(null);
  const begin = useEffectEvent(() => {
    before.current = document.activeElement;
    panel.current?.querySelector<HTMLElement>('[data-first-field]')?.focus();
  });
  const end = useEffectEvent(() => {
    const active = document.activeElement;
    const isElsewhere = active !== null && active !== document.body && !panel.current?.contains(active);
    if (!isElsewhere && before.current instanceof HTMLElement) before.current.focus();
  });
  useEffect(() => {
    if (!open) return;
    begin();
    return () => end();
  }, [open]);
}
