import { SPEED_SLOTS } from '../../../src/contacts/contact.ts';
import type { SpeedDial } from '../../../src/http/shapes/contacts.ts';
import { contactsWords } from '../../words/contacts.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import style from './contacts.module.css';

const SLOTS = Array.from({ length: SPEED_SLOTS }, (_, place) => place + 1);

interface SpeedRowProps {
  readonly dials: ReadonlyMap<number, SpeedDial>;
  readonly onDial: (slot: number) => void;
}

/** The nine speed dials, each with its key and the beginning of a name. */
export function SpeedRow({ dials, onDial }: SpeedRowProps) {
  const { formats } = useWords();
  const own = useOwnWords(contactsWords);
  return (
    <section className={style.speed} aria-label={own.speed.region} title={own.speed.hint}>
      {SLOTS.map(slot => {
        const dial = dials.get(slot);
        const [first = '', ...others] = dial?.name.split(/\s+/) ?? [];
        const more = dial ? [...others, formats.telephone(dial.number)].join(' ') : own.speed.isFree;
        return (
          <button
            key={slot}
            type="button"
            className={style.dial}
            title={
              dial ? own.speed.taken(slot, dial.name, formats.telephone(dial.number)) : own.speed.empty(slot)
            }
            data-free={dial === undefined}
            data-speed={slot}
            onClick={() => onDial(slot)}
          >
            <b className="figures">{slot}</b> <span>{dial ? first : '–'}</span>
            <span className="sr-only"> {more}</span>
          </button>
        );
      })}
    </section>
  );
}
