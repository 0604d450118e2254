import { ActionIcon, Button, Group, NativeSelect, Text } from '@mantine/core';
import {
  IconArrowForwardUp,
  IconChevronDown,
  IconChevronUp,
  IconPencil,
  IconPhone,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { type ContactNumber, SPEED_SLOTS } from '../../../src/contacts/contact.ts';
import type { ContactCard, SpeedDial } from '../../../src/http/shapes/contacts.ts';
import { can } from '../../../src/rights/capabilities.ts';
import { asFault } from '../../link/fault.ts';
import { callTo, wayTo } from '../../state/contact-call.ts';
import { contactsWords } from '../../words/contacts.ts';
import { useOwnWords } from '../lazy-part.tsx';
import type { useWaysOut } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './contacts.module.css';
import type { useCall } from './use-call.ts';
import { useHandOn } from './use-hand-on.ts';

interface ContactRowProps {
  readonly card: ContactCard;
  readonly isOpen: boolean;
  readonly dials: ReadonlyMap<number, SpeedDial>;
  readonly calling: ReturnType<typeof useCall>;
  readonly mayGo: ReturnType<typeof useWaysOut>;
  readonly onTurn: () => void;
  readonly onEdit: () => void;
  readonly onChanged: (told: string) => void;
}

/** Somebody: a click calls their first number; all others, and what else can be done, are one click away. */
export function ContactRow(props: ContactRowProps) {
  const { card, isOpen, dials, calling, mayGo, onTurn, onEdit, onChanged } = props;
  const { formats } = useWords();
  const own = useOwnWords(contactsWords);
  const hasTelephone = useSeen(({ who }) => can(who.person, 'telephone'));
  const { name, organisation, scope, numbers } = card;
  const [first] = numbers;
  const way = useSeen(screen => wayTo(screen, first?.number ?? ''));
  const calls = hasTelephone && mayGo(way);
  const shown = formats.telephone(first?.number ?? '');
  const press = () => {
    if (calls && first) calling.call(screen => callTo(screen, first.number));
    else onTurn();
  };
  return (
    <li className={style.row} data-contact-card={card.id}>
      <div className={style.line}>
        <button
          type="button"
          className={style.main}
          title={calls ? own.call(name, shown) : own.details(name)}
          onClick={press}
          data-walk
          data-action="call-contact"
        >
          <b className={style.cut}>{name}</b>
          <span className={`${style.end} figures`}>{shown}</span>
          <span className={`${style.cut} ${style.soft}`}>
            {[organisation, scope === 'shared' ? own.shared : ''].filter(Boolean).join(' · ')}
          </span>
          <span className={`${style.end} ${style.soft}`}>
            {first ? own.labels[first.label] : ''}
            {numbers.length > 1 ? ` +${numbers.length - 1}` : ''}
          </span>
        </button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={own.details(name)}
          aria-expanded={isOpen}
          onClick={onTurn}
          data-action="contact-details"
        >
          {isOpen ? <IconChevronUp size={17} aria-hidden /> : <IconChevronDown size={17} aria-hidden />}
        </ActionIcon>
      </div>
      {isOpen ? (
        <Details
          card={card}
          dials={dials}
          calling={calling}
          mayGo={mayGo}
          hasTelephone={hasTelephone}
          onEdit={onEdit}
          onChanged={onChanged}
        />
      ) : null}
    </li>
  );
}

interface DetailsProps extends Omit<ContactRowProps, 'isOpen' | 'onTurn'> {
  readonly hasTelephone: boolean;
}

function Details({ card, dials, calling, mayGo, hasTelephone, onEdit, onChanged }: DetailsProps) {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const own = useOwnWords(contactsWords);
  const [asking, ask] = useState(false);
  const { name, email, note, scope, mayEdit } = card;
  const remove = () => {
    api.removeFromBook(card.id).then(
      () => onChanged(own.removed(name)),
      thrown => calling.tell({ kind: 'refused', text: say(asFault(thrown).words) }),
    );
  };
  return (
    <div className={style.details} data-details={card.id}>
      {card.numbers.map(each => (
        <NumberLine
          key={each.number}
          card={card}
          line={each}
          dials={dials}
          calling={calling}
          mayGo={mayGo}
          hasTelephone={hasTelephone}
          onChanged={onChanged}
        />
      ))}
      {email === '' ? null : <p className={style.text}>{email}</p>}
      {note === '' ? null : <p className={style.text}>{note}</p>}
      {mayEdit && !asking ? (
        <Group gap={6}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={15} aria-hidden />}
            onClick={onEdit}
            data-action="edit-contact"
          >
            {own.edit}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={() => ask(true)}
            data-action="remove-contact"
          >
            {own.remove}
          </Button>
        </Group>
      ) : null}
      {asking ? (
        <fieldset className={style.question} aria-label={own.removeAsk(name)}>
          <Text fz="sm" fw={600}>
            {own.removeAsk(name)}
          </Text>
          {scope === 'shared' ? <Text fz="sm">{own.removeShared}</Text> : null}
          <Group gap={6} mt={6}>
            <Button
              size="compact-sm"
              color="red"
              onClick={remove}
              autoFocus
              data-action="confirm-remove-contact"
            >
              {own.remove}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => ask(false)}>
              {words.chrome.cancel}
            </Button>
          </Group>
        </fieldset>
      ) : null}
    </div>
  );
}

interface NumberLineProps
  extends Pick<DetailsProps, 'card' | 'dials' | 'calling' | 'mayGo' | 'hasTelephone' | 'onChanged'> {
  readonly line: ContactNumber;
}

function NumberLine({ card, line, dials, calling, mayGo, hasTelephone, onChanged }: NumberLineProps) {
  const { formats } = useWords();
  const own = useOwnWords(contactsWords);
  const handOn = useHandOn();
  const { number, label } = line;
  const mayCall = mayGo(useSeen(screen => wayTo(screen, number)));
  const shown = formats.telephone(number);
  return (
    <div className={style.number}>
      <span>
        <span className="figures">{shown}</span> <span className={style.soft}>{own.labels[label]}</span>
      </span>
      {hasTelephone ? (
        <SpeedChoice card={card} number={number} dials={dials} calling={calling} onChanged={onChanged} />
      ) : (
        <span />
      )}
      {hasTelephone ? (
        <Group gap={4} wrap="nowrap">
          {handOn === null ? null : (
            <ActionIcon
              variant="default"
              size={30}
              aria-label={own.handToOne(shown)}
              title={own.handTo}
              onClick={() => handOn(number)}
              data-action="hand-to-contact"
            >
              <IconArrowForwardUp size={16} aria-hidden />
            </ActionIcon>
          )}
          {mayCall ? (
            <ActionIcon
              variant="light"
              color="green"
              size={30}
              aria-label={own.call(card.name, shown)}
              title={own.call(card.name, shown)}
              onClick={() => calling.call(screen => callTo(screen, number))}
              data-action="call-contact-number"
            >
              <IconPhone size={16} aria-hidden />
            </ActionIcon>
          ) : null}
        </Group>
      ) : null}
    </div>
  );
}

const SLOTS = Array.from({ length: SPEED_SLOTS }, (_, place) => place + 1);

/** Which key calls a number, if any; a key that is another's is taken from that one, which is said before. */
function SpeedChoice({
  card,
  number,
  dials,
  calling,
  onChanged,
}: Omit<NumberLineProps, 'line' | 'mayGo' | 'hasTelephone'> & { readonly number: string }) {
  const { api } = useWorkplace();
  const { say, formats } = useWords();
  const own = useOwnWords(contactsWords);
  const mine = [...dials.values()].find(dial => dial.contact === card.id && dial.number === number);
  const choose = async (value: string): Promise<void> => {
    try {
      const slot = Number(value);
      if (slot > 0) await api.setSpeedDial(slot, { contact: card.id, number });
      if (mine) await api.clearSpeedDial(mine.slot);
      onChanged(
        slot > 0
          ? own.speed.taken(slot, card.name, formats.telephone(number))
          : own.speed.cleared(mine?.slot ?? 0),
      );
    } catch (thrown) {
      calling.tell({ kind: 'refused', text: say(asFault(thrown).words) });
    }
  };
  return (
    <NativeSelect
      size="xs"
      aria-label={own.speed.chooseFor(formats.telephone(number))}
      title={own.speed.choose}
      value={mine ? String(mine.slot) : ''}
      data={[
        { value: '', label: `${own.speed.choose}: –` },
        ...SLOTS.map(slot => {
          const other = dials.get(slot);
          const name = other && other !== mine ? other.name : '';
          return { value: String(slot), label: `${own.speed.choose}: ${own.speed.option(slot, name)}` };
        }),
      ]}
      onChange={event => void choose(event.currentTarget.value)}
      data-field="speed-dial"
    />
  );
}
