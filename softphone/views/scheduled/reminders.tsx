import { IconPhoneCall } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ScheduledCard } from '../../../src/http/shapes/scheduled-calls.ts';
import { whomOf } from '../../state/scheduled.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { useOwnWords } from '../lazy-part.tsx';
import notice from '../notices/notices.module.css';
import { useWaysOut } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { ScheduledButtons } from './scheduled-buttons.tsx';
import { ScheduledLine } from './scheduled-line.tsx';

/** Those that were told, by what they say: one that was put off is told anew. */
const told = new Set<string>();

/** The calls whose moment has come: told once, with a sound that is none of a call that comes in, and there until something is done. */
export function Reminders({ due }: { readonly due: readonly ScheduledCard[] }) {
  const { tones, sound } = useWorkplace();
  const { formats } = useWords();
  const own = useOwnWords(scheduledWords);
  const mayGo = useWaysOut(due.length);
  const [text, setText] = useState('');
  useEffect(() => {
    const fresh = due.filter(({ id, dueAt }) => !told.has(`${id} ${dueAt}`));
    if (fresh.length === 0) return;
    for (const { id, dueAt } of fresh) told.add(`${id} ${dueAt}`);
    void tones.tell('reminds', sound.state().bell.device);
    const said = fresh.map(each =>
      own.spoken(whomOf(each, formats.telephone), formats.moment(each.dueAt, each.dueAt)),
    );
    setText(said.join(' '));
  }, [due, own, formats, tones, sound]);
  return (
    <>
      <div className="sr-only" role="status" aria-live="polite" data-said-reminders>
        {text}
      </div>
      {due.map(scheduled => (
        <article
          key={scheduled.id}
          className={notice.notice}
          data-reminder={scheduled.id}
          aria-label={own.reminder}
        >
          <IconPhoneCall size={16} aria-label={own.reminder} />
          <ScheduledLine scheduled={scheduled} />
          <div className={notice.foot}>
            <ScheduledButtons scheduled={scheduled} mayGo={mayGo} />
          </div>
        </article>
      ))}
    </>
  );
}
