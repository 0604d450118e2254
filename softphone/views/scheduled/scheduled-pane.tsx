import { Alert, Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ScheduledCard } from '../../../src/http/shapes/scheduled-calls.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import contacts from '../contacts/contacts.module.css';
import { useOwnWords } from '../lazy-part.tsx';
import { useWaysOut } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { ScheduledButtons } from './scheduled-buttons.tsx';
import { ScheduledLine } from './scheduled-line.tsx';

/** The calls that I have promised: those to be made, and those that are over. */
export function ScheduledPane() {
  const { api, store } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(scheduledWords);
  const mayGo = useWaysOut(true);
  const open = useSeen(screen => screen.scheduled);
  const [closed, setClosed] = useState<readonly ScheduledCard[] | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [shown, show] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is not open any more has been closed
  useEffect(() => {
    if (!shown) return;
    let gone = false;
    api.scheduledCalls('closed').then(
      ({ items }) => {
        if (gone) return;
        setClosed(items);
        setFault(null);
      },
      thrown => {
        if (!gone) setFault(asFault(thrown));
      },
    );
    return () => {
      gone = true;
    };
  }, [api, shown, open]);
  const scheduleNew = () =>
    store.send({
      kind: 'scheduling',
      scheduling: { kind: 'new', ticket: null, customer: null, name: '', line: '' },
    });
  return (
    <section className={contacts.scroll} aria-label={own.open} data-scheduled={open.length}>
      <div style={{ padding: '10px 14px' }}>
        <Button size="compact-sm" variant="light" onClick={scheduleNew} data-action="schedule-number">
          {own.title}
        </Button>
      </div>
      {open.length === 0 ? (
        <Text p="0 14px 10px" fz="sm" c="dimmed">
          {own.none}
        </Text>
      ) : null}
      <ul className={contacts.list}>
        {open.map(scheduled => (
          <li
            key={scheduled.id}
            className={contacts.row}
            style={{ padding: '8px 14px' }}
            data-scheduled-call={scheduled.id}
          >
            <ScheduledLine scheduled={scheduled} />
            <div style={{ marginTop: 6 }}>
              <ScheduledButtons scheduled={scheduled} mayGo={mayGo} />
            </div>
          </li>
        ))}
      </ul>
      <div style={{ padding: '10px 14px' }}>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={shown}
          onClick={() => show(!shown)}
          data-action="show-closed"
        >
          {own.showClosed}
        </Button>
      </div>
      {fault === null ? null : (
        <Alert color="red" m="0 14px" role="alert">
          {say(fault.words)}
        </Alert>
      )}
      {shown && closed !== null ? (
        <ul className={contacts.list} aria-label={own.closed}>
          {closed.map(scheduled => (
            <li
              key={scheduled.id}
              className={contacts.row}
              style={{ padding: '8px 14px' }}
              data-closed-call={scheduled.id}
            >
              <ScheduledLine scheduled={scheduled} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
