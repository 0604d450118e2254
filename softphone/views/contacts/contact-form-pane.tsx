import {
  ActionIcon,
  Alert,
  Button,
  NativeSelect,
  SegmentedControl,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import {
  CONTACT_NUMBERS_MOST,
  type ContactScope,
  NUMBER_LABELS,
  type NumberLabel,
} from '../../../src/contacts/contact.ts';
import type { ContactCard } from '../../../src/http/shapes/contacts.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import {
  type ContactForm,
  type FormTrouble,
  formOf,
  newForm,
  toEdit,
  toNew,
  troubleIn,
  withAnother,
  withNumber,
  without,
} from '../../state/contact-form.ts';
import { contactsWords } from '../../words/contacts.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './contacts.module.css';

interface ContactFormPaneProps {
  /** Null: somebody new. */
  readonly card: ContactCard | null;
  /** What is known of somebody new. */
  readonly name: string;
  readonly number: string;
  readonly mayShare: boolean;
  readonly onSaved: (name: string) => void;
  readonly onClose: () => void;
}

/** What became of the contact while it was written: somebody else's version, or nothing any more. */
type Meanwhile = { readonly kind: 'changed'; readonly card: ContactCard } | { readonly kind: 'gone' };

/** Writes a contact. What is refused stays written; what somebody else saved meanwhile is shown before one chooses. */
export function ContactFormPane({ card, name, number, mayShare, onSaved, onClose }: ContactFormPaneProps) {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const own = useOwnWords(contactsWords);
  const hasOwn = useSeen(({ who }) => who.person.telephone || !mayShare);
  const [form, write] = useState<ContactForm>(() => ({
    ...(card ? formOf(card) : newForm(name, number)),
    ...(card || hasOwn ? {} : { scope: 'shared' as const }),
  }));
  const [version, setVersion] = useState(card?.version ?? 0);
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null);
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const begin = useEffectEvent(() => first.current?.focus());
  useEffect(() => begin(), []);
  const set = (part: Partial<ContactForm>) => {
    write({ ...form, ...part });
    setTrouble(null);
    setFault(null);
  };
  // The server counts the lines that have a number.
  const written = form.numbers.filter(({ number }) => number.trim() !== '');
  const isWrong = (field: string) =>
    fault?.fields.has(field) === true || fault?.fields.has(`${field}.number`) === true;
  const isSaidAtField = isWrong('email') || written.some((_, place) => isWrong(`numbers.${place}`));

  async function save(asNew: boolean, over: number): Promise<void> {
    const found = troubleIn(form);
    setTrouble(found);
    if (found !== null || busy) return;
    setBusy(true);
    setFault(null);
    try {
      const saved =
        card === null || asNew
          ? await api.addToBook(toNew(form))
          : await api.changeInBook(card.id, toEdit(form, over));
      onSaved(saved.name);
    } catch (thrown) {
      const refused = asFault(thrown);
      setFault(refused);
      setBusy(false);
      if (card !== null && !asNew) await lookAgain(card.id, refused);
    }
  }

  /** Why it was refused: somebody else was there before. */
  async function lookAgain(id: string, { status, code }: LinkFault): Promise<void> {
    if (status === 404) return setMeanwhile({ kind: 'gone' });
    if (code !== 'changed-meanwhile') return;
    try {
      const there = await api.bookCard(id);
      setMeanwhile({ kind: 'changed', card: there });
    } catch (thrown) {
      if (asFault(thrown).status === 404) setMeanwhile({ kind: 'gone' });
    }
  }

  const send = (event: FormEvent) => {
    event.preventDefault();
    void save(false, version);
  };
  const takeTheirs = (there: ContactCard) => {
    write(formOf(there));
    setVersion(there.version);
    setMeanwhile(null);
    setFault(null);
  };
  const keepMine = (there: ContactCard) => {
    setVersion(there.version);
    setMeanwhile(null);
    void save(false, there.version);
  };

  return (
    <form className={style.form} onSubmit={send} data-contact-form={card?.id ?? 'new'} noValidate>
      <div className={style.fields}>
        <Text component="h3" fz="md" fw={650} m={0}>
          {card ? own.form.edit : own.form.add}
        </Text>
        <TextInput
          ref={first}
          label={own.form.name}
          value={form.name}
          error={trouble === 'name' && own.form.trouble.name}
          autoComplete="off"
          required
          data-first-field
          data-text="contact-name"
          onChange={event => set({ name: event.currentTarget.value })}
        />
        {form.numbers.map(each => (
          <div key={each.key} className={style.formNumber}>
            <NativeSelect
              label={own.form.kind}
              value={each.label}
              data={NUMBER_LABELS.map(value => ({ value, label: own.labels[value] }))}
              onChange={event =>
                set(withNumber(form, each.key, { label: event.currentTarget.value as NumberLabel }))
              }
            />
            <TextInput
              label={own.form.number}
              type="tel"
              autoComplete="off"
              value={each.number}
              error={isWrong(`numbers.${written.indexOf(each)}`) && own.file.why['number-not-valid']}
              data-text="contact-number"
              onChange={event => set(withNumber(form, each.key, { number: event.currentTarget.value }))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`${own.form.takeNumber} ${each.number}`}
              title={own.form.takeNumber}
              onClick={() => set(without(form, each.key))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          justify="flex-start"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={form.numbers.length >= CONTACT_NUMBERS_MOST}
          onClick={() => set(withAnother(form))}
          data-action="another-number"
        >
          {own.form.anotherNumber}
        </Button>
        <TextInput
          label={own.form.organisation}
          value={form.organisation}
          autoComplete="off"
          onChange={event => set({ organisation: event.currentTarget.value })}
        />
        <TextInput
          label={own.form.email}
          type="email"
          value={form.email}
          autoComplete="off"
          error={isWrong('email') && own.file.why['email-not-valid']}
          data-text="contact-email"
          onChange={event => set({ email: event.currentTarget.value })}
        />
        <Textarea
          label={own.form.note}
          value={form.note}
          autosize
          minRows={2}
          maxRows={6}
          onChange={event => set({ note: event.currentTarget.value })}
        />
        {card === null && mayShare && hasOwn ? (
          <div>
            <Text fz="sm" fw={500} mb={3} id="contact-scope">
              {own.form.scope}
            </Text>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-labelledby="contact-scope"
              data={(['own', 'shared'] as const).map(value => ({ value, label: own.form.scopes[value] }))}
              value={form.scope}
              onChange={value => set({ scope: value as ContactScope })}
              data-field="contact-scope"
            />
          </div>
        ) : null}
      </div>
      <div role="alert">
        {trouble !== null && trouble !== 'name' ? (
          <Alert color="red" className={style.told} p="6px 10px">
            {own.form.trouble[trouble]}
          </Alert>
        ) : null}
        {fault && !isSaidAtField ? (
          <Alert color="red" className={style.told} p="6px 10px" data-fault={fault.code}>
            {say(fault.words)}
          </Alert>
        ) : null}
        {meanwhile?.kind === 'changed' ? (
          <Newer
            card={meanwhile.card}
            onTake={() => takeTheirs(meanwhile.card)}
            onKeep={() => keepMine(meanwhile.card)}
          />
        ) : null}
        {meanwhile?.kind === 'gone' ? (
          <Alert color="yellow" className={style.told} p="6px 10px" data-meanwhile="gone">
            {own.form.gone}{' '}
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => void save(true, 0)}
              data-action="save-as-new"
            >
              {own.form.saveAsNew}
            </Button>
          </Alert>
        ) : null}
      </div>
      <div className={style.foot}>
        <Button variant="default" onClick={onClose} data-action="cancel-contact">
          {words.chrome.cancel}
        </Button>
        <Button type="submit" loading={busy} data-action="save-contact">
          {words.chrome.save}
        </Button>
      </div>
    </form>
  );
}

interface NewerProps {
  readonly card: ContactCard;
  readonly onTake: () => void;
  readonly onKeep: () => void;
}

/** What somebody else has saved, and the choice between that and mine. */
function Newer({ card, onTake, onKeep }: NewerProps) {
  const { formats } = useWords();
  const own = useOwnWords(contactsWords);
  const numbers = card.numbers.map(({ number }) => formats.telephone(number));
  return (
    <Alert color="yellow" className={style.told} p="6px 10px" data-meanwhile="changed">
      {own.form.newer}
      <Text fz="sm" my={4} className="figures">
        <b>{card.name}</b>{' '}
        {[card.organisation, ...numbers, card.email, card.note].filter(Boolean).join(' · ')}
      </Text>
      <Button size="compact-xs" variant="default" onClick={onTake} data-action="take-theirs">
        {own.form.takeTheirs}
      </Button>{' '}
      <Button size="compact-xs" variant="default" onClick={onKeep} data-action="keep-mine">
        {own.form.keepMine}
      </Button>
    </Alert>
  );
}
