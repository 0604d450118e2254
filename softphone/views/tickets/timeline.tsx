import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconArrowUpRight,
  IconCheck,
  IconCircleDot,
  IconClock,
  IconMessage2,
  IconPhone,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerRecord,
  IconRotate2,
  IconTicket,
  IconUser,
} from '@tabler/icons-react';
import { createContext, type ReactNode, useContext } from 'react';
import { can } from '../../../src/rights/capabilities.ts';
import type { TicketFact, TimelineEntry } from '../../../src/tickets/events.ts';
import { type HistoryLine, historyOf } from '../../state/history.ts';
import { diagnosisWords } from '../../words/diagnosis.ts';
import { lazyDialog } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './tickets.module.css';

const SIZE = { size: 13, 'aria-hidden': true } as const;

const DiagnosisDialog = lazyDialog<{
  readonly ticket: string;
  readonly id: string;
  readonly onClose: () => void;
}>(() => import('../check/diagnosis-dialog.tsx').then(m => m.DiagnosisDialog), [diagnosisWords]);

/** The number of the ticket whose history it is. */
const TicketContext = createContext('');

interface TimelineProps {
  readonly number: string;
  readonly entries: readonly TimelineEntry[];
}

/** Everything that happened to a ticket, newest first. */
export function Timeline({ number, entries }: TimelineProps) {
  const { words } = useWords();
  return (
    <TicketContext value={number}>
      <ol className={style.timeline} aria-label={words.ticket.history}>
        {historyOf(entries).map(line => (
          <Line key={keyOf(line)} line={line} />
        ))}
      </ol>
    </TicketContext>
  );
}

/** Facts are only ever added: a line keeps its place in what there was before it. */
function keyOf(line: HistoryLine): string {
  if (line.kind === 'recording') return `recording ${line.entries[0]?.call}`;
  const { at, call, fact } = line.entry;
  return `${at} ${call} ${JSON.stringify(fact)}`;
}

function Line({ line }: { readonly line: HistoryLine }) {
  const { words } = useWords();
  if (line.kind === 'fact') return <Fact entry={line.entry} />;
  const [newest] = line.entries;
  if (!newest) return null;
  if (line.entries.length === 1) return <Fact entry={newest} />;
  return (
    <li className={style.entry} data-recording-lines={line.entries.length}>
      <span className={style.icon}>{iconOf('recording-started')}</span>
      <details className={style.fold}>
        <summary>{words.ticket.recordingLines(line.entries.length)}</summary>
        <ol>
          {line.entries.map(entry => (
            <Fact key={keyOf({ kind: 'fact', entry })} entry={entry} />
          ))}
        </ol>
      </details>
      <When at={newest.at} />
    </li>
  );
}

function Fact({ entry }: { readonly entry: TimelineEntry }) {
  const { say } = useWords();
  return (
    <li className={style.entry} data-fact={entry.fact.kind}>
      <span className={style.icon}>{iconOf(entry.fact.kind)}</span>
      <span className={style.words}>
        {say(entry.words)}{' '}
        {entry.fact.kind === 'diagnosis-attached' ? <ReadDiagnosis fact={entry.fact} /> : null}
      </span>
      <When at={entry.at} />
    </li>
  );
}

/** For whose telephone it is of, and for who sees everything. */
function ReadDiagnosis({ fact }: { readonly fact: Extract<TicketFact, { kind: 'diagnosis-attached' }> }) {
  const { words } = useWords();
  const ticket = useContext(TicketContext);
  const may = useSeen(({ who }) => who.person.id === fact.by || can(who.person, 'see-everything'));
  const [opened, { open, close }] = useDisclosure();
  if (!may) return null;
  return (
    <>
      <Button size="compact-xs" variant="light" mih={24} onClick={open} data-action="read-diagnosis">
        {words.ticket.readDiagnosis}
      </Button>
      {opened ? <DiagnosisDialog ticket={ticket} id={fact.diagnosis} onClose={close} /> : null}
    </>
  );
}

function When({ at }: { readonly at: number }) {
  const { formats } = useWords();
  const now = useNow();
  return (
    <time className={style.when} dateTime={new Date(at).toISOString()}>
      {formats.moment(at, now)}
    </time>
  );
}

function iconOf(kind: TimelineEntry['fact']['kind']): ReactNode {
  switch (kind) {
    case 'opened':
    case 'call-joined':
      return <IconTicket {...SIZE} />;
    case 'taken':
    case 'caller-identified':
      return <IconUser {...SIZE} />;
    case 'described':
    case 'noted':
    case 'caller-chose':
    case 'message-found':
    case 'diagnosis-attached':
      return <IconMessage2 {...SIZE} />;
    case 'escalated':
    case 'level-entered':
      return <IconArrowUpRight {...SIZE} />;
    case 'solved':
    case 'closed':
    case 'informed-by-menu':
    case 'left-in-menu':
    case 'ended-by-menu':
    case 'internal-call':
    case 'disposition':
    case 'wrap-up-ended':
      return <IconCheck {...SIZE} />;
    case 'reopened':
      return <IconRotate2 {...SIZE} />;
    case 'call-arrived':
    case 'answered':
    case 'contact-tried':
    case 'offered':
    case 'resumed':
    case 'agent-rejoined':
    case 'call-taken-up':
      return <IconPhone {...SIZE} />;
    case 'call-ended':
    case 'offer-ended':
    case 'agent-leg-lost':
      return <IconPhoneOff {...SIZE} />;
    case 'held':
      return <IconPlayerPause {...SIZE} />;
    case 'queued':
    case 'first-words-ended':
    case 'turned-away':
    case 'contact-due':
    case 'attention-limit-passed':
      return <IconClock {...SIZE} />;
    case 'recording-started':
    case 'recording-paused':
    case 'recording-resumed':
    case 'recording-ended':
    case 'recording-refused':
    case 'recording-ordered':
    case 'recording-pause-over':
      return <IconPlayerRecord {...SIZE} />;
    default:
      // A newer server may tell facts this page has no picture for.
      return <IconCircleDot {...SIZE} />;
  }
}
