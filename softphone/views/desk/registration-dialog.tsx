import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type LineEntry, type LineLog, lastFault, registeredSince } from '../../phone/line-log.ts';
import { callArea, presentTicket } from '../../state/call-area.ts';
import { remedyOf } from '../../state/registration-fault.ts';
import { me } from '../../state/screen.ts';
import { registrationWords } from '../../words/registration.ts';
import { showCheck } from '../check/check-beside.tsx';
import { useDiagnosis } from '../check/use-diagnosis.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { Dialog } from './dialog.tsx';
import style from './registration.module.css';

const SHOWN = 20;
const NONE: LineLog = [];

/** With which account and where the telephone is registered, what went wrong last, and once more. */
export function RegistrationDialog({ onClose }: { readonly onClose: () => void }) {
  const own = useOwnWords(registrationWords);
  const { words } = useWords();
  return (
    <Dialog manual="registration" opened onClose={onClose} title={words.keys.registration}>
      <Stack gap="md">
        <Line />
        <Again onClose={onClose} />
        <Text fz="sm" fw={600} component="h3" m={0}>
          {own.log}
        </Text>
        <Log />
        <LastHour />
      </Stack>
    </Dialog>
  );
}

/** What this page keeps of its last hour: to take along, or for the ticket of the call. */
function LastHour() {
  const own = useOwnWords(registrationWords);
  const { words } = useWords();
  const ticket = useSeen(screen => presentTicket(screen, callArea(screen)));
  const { busy, download, attach } = useDiagnosis();
  return (
    <div>
      <Text fz="xs" c="dimmed" mb={6}>
        {own.diagnosis}
      </Text>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={() => void download()} data-action="download-diagnosis">
          {own.download}
        </Button>
        {ticket ? (
          <Button
            variant="default"
            size="xs"
            loading={busy}
            onClick={() => void attach(ticket)}
            data-action="attach-diagnosis"
          >
            {words.ticket.attachDiagnosis(ticket)}
          </Button>
        ) : null}
      </Group>
    </div>
  );
}

function useLog(): LineLog {
  const { phone } = useWorkplace();
  return useSyncExternalStore(
    changed => phone?.line.watch(changed) ?? (() => undefined),
    () => phone?.line.log() ?? NONE,
  );
}

function Line() {
  const own = useOwnWords(registrationWords);
  const { formats } = useWords();
  const now = useNow();
  const log = useLog();
  const account = useSeen(screen => screen.who.phone);
  const line = useSeen(screen => screen.phone.line.kind);
  const isSeen = useSeen(screen => (screen.link === 'up' ? me(screen)?.phone === 'registered' : null));
  const registered = registeredSince(log);
  const fault = lastFault(log);
  const remedy = fault && remedyOf(fault);
  return (
    <dl className={style.facts}>
      <dt>{own.stateIs}</dt>
      <dd data-line={line}>{own.state[line]}</dd>
      <dt>{own.account}</dt>
      <dd className="figures">{account?.user}</dd>
      <dt>{own.server}</dt>
      <dd className="figures">{account?.server}</dd>
      <dt>{own.since}</dt>
      <dd className="figures">
        {registered
          ? [formats.precise(registered.since, now), own.confirmed(formats.precise(registered.at, now))].join(
              ' · ',
            )
          : own.notNow}
      </dd>
      <dt>{own.seen}</dt>
      <dd>{isSeen === null ? own.notKnown : isSeen ? own.isSeen : own.isUnseen}</dd>
      <dt>{own.lastFault}</dt>
      <dd data-last-fault={fault?.event}>
        {fault ? (
          <>
            <span className="figures">{formats.precise(fault.at, now)}</span> · <What entry={fault} />.
            {remedy ? ` ${own.remedy[remedy]}` : ''}
          </>
        ) : (
          own.noFault
        )}
      </dd>
    </dl>
  );
}

/** Once more, or here instead of in the other tab; what came of it is said. */
function Again({ onClose }: { readonly onClose: () => void }) {
  const { words } = useWords();
  const own = useOwnWords(registrationWords);
  const { phone } = useWorkplace();
  const line = useSeen(screen => screen.phone.line.kind);
  const latest = useLog().at(-1);
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<LineEntry | null>(null);
  useEffect(() => {
    if (!asking || !phone) return;
    return phone.line.watch(() => {
      setAnswer(phone.line.log().at(-1) ?? null);
      setAsking(false);
    });
  }, [asking, phone]);
  const isAway = line === 'elsewhere' || line === 'off';
  const again = () => {
    setAnswer(null);
    setAsking(true);
    if (isAway) void phone?.start(true);
    else phone?.refresh();
  };
  return (
    <Group>
      <Button onClick={again} loading={asking} data-action="register-again">
        {isAway ? own.here : own.again}
      </Button>
      <Button
        variant="light"
        onClick={() => {
          onClose();
          showCheck();
        }}
        data-action="check-workplace"
      >
        {words.chrome.check}
      </Button>
      <Text fz="sm" role="status">
        {/* What has happened since is told below. */}
        {answer === null || answer !== latest ? (
          ''
        ) : answer.event === 'registered' ? (
          own.done
        ) : (
          <What entry={answer} />
        )}
      </Text>
    </Group>
  );
}

function Log() {
  const own = useOwnWords(registrationWords);
  const { formats } = useWords();
  const now = useNow();
  const log = useLog();
  const shown = log.slice(-SHOWN).reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard
    <ol className={style.log} tabIndex={0} aria-label={own.log}>
      {shown.map((entry, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries of the same moment and kind are the same to a reader
        <li key={place}>
          <span className="figures">{formats.precise(entry.at, now)}</span> <What entry={entry} />
          {entry.times > 1 ? (
            <Text component="span" c="dimmed" fz="xs">
              {' '}
              {own.times(entry.times, formats.precise(entry.since, now))}
            </Text>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function What({ entry }: { readonly entry: LineEntry }) {
  const own = useOwnWords(registrationWords);
  return entry.event === 'refused' && entry.status ? own.refusedWith(entry.status) : own.event[entry.event];
}
