import { Alert, Button, Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { keyed } from '../../../src/customers/keyed.ts';
import { kindsOf } from '../../../src/kit/kinds.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import { asFault } from '../../link/fault.ts';
import { isReadable } from '../../state/contact-call.ts';
import { quickMoment, type Scheduling, whomOf } from '../../state/scheduled.ts';
import { instantAt, localTime } from '../../state/zone-time.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { Dialog } from '../desk/dialog.tsx';
import { Key } from '../desk/key.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { fits, useExcess } from '../tickets/text-status.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

interface SchedulingDialogProps {
  readonly onClose: () => void;
}

/** A call is promised, changed or discarded. */
export function SchedulingDialog({ onClose }: SchedulingDialogProps) {
  const own = useOwnWords(scheduledWords);
  const asked = useSeen(screen => screen.scheduling);
  if (asked === null) return null;
  const title = { new: own.title, change: own.change, discard: own.discardTitle }[asked.kind];
  return (
    <Dialog manual="scheduled" opened title={title} onClose={onClose}>
      {asked.kind === 'discard' ? (
        <DiscardForm asked={asked} onClose={onClose} />
      ) : (
        <MomentForm asked={asked} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface DiscardFormProps {
  readonly asked: Extract<Scheduling, { readonly kind: 'discard' }>;
  readonly onClose: () => void;
}

type Quick = 'quarter' | 'hour' | 'morning' | 'other';

/** Who, at which number, when, and why. */
function MomentForm({
  asked,
  onClose,
}: {
  readonly asked: Exclude<Scheduling, { readonly kind: 'discard' }>;
  readonly onClose: () => void;
}) {
  const { api } = useWorkplace();
  const { words, say, formats } = useWords();
  const own = useOwnWords(scheduledWords);
  const now = useMinute();
  const zone = useSeen(({ who }) => who.centre.timezone);
  const before = asked.kind === 'new' ? null : asked.scheduled;
  const who = before ? whomOf(before, formats.telephone) : asked.kind === 'new' ? asked.name : '';
  const mayBeEmpty = asked.kind !== 'new' || asked.ticket !== null || asked.customer !== null;
  const known = before?.line ?? (asked.kind === 'new' ? asked.line : '');
  const shown = isReadable(known) ? formats.telephone(known) : '';
  const [line, setLine] = useState(shown);
  const already = useSeen(screen =>
    asked.kind === 'new' && asked.ticket !== null
      ? (screen.scheduled.find(({ ticket }) => ticket === asked.ticket)?.dueAt ?? null)
      : null,
  );
  const [quick, setQuick] = useState<Quick>(before ? 'other' : 'quarter');
  const [moment, setMoment] = useState(before ? localTime(Math.max(before.dueAt, now), zone) : '');
  const [note, setNote] = useState(before?.note ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const excess = useExcess();
  const meant = keyed(line);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const dueAt = quick === 'other' ? instantAt(moment, zone) : quickMoment(quick, now, zone);
    if (dueAt === undefined) return setFault(own.momentMissing);
    if (dueAt <= now) return setFault(own.momentPassed);
    if (!mayBeEmpty && line.trim() === '') return setFault(own.lineMissing);
    // What is not written is what the server knows, also where its digits are hidden here.
    const number = line.trim() === '' || line === shown ? {} : { line };
    setBusy(true);
    try {
      const saved =
        asked.kind === 'new'
          ? await api.scheduleCall({
              ...(asked.ticket === null ? {} : { ticket: asked.ticket }),
              ...(asked.customer === null ? {} : { customer: asked.customer }),
              ...(mayBeEmpty ? number : { line }),
              dueAt,
              note,
            })
          : await api.changeScheduled(asked.scheduled.id, {
              ...number,
              version: asked.scheduled.version,
              dueAt,
              note,
            });
      const when = formats.moment(saved.dueAt, now);
      notifications.show(
        saved.outsideHours ? { color: 'yellow', message: own.outside(when) } : { message: own.saved(when) },
      );
      onClose();
    } catch (thrown) {
      setFault(say(asFault(thrown).words));
      setBusy(false);
    }
  };

  return (
    <form onSubmit={event => void save(event)} data-scheduling={asked.kind} noValidate>
      <Stack gap="sm">
        {who === '' ? null : <Text fw={600}>{who}</Text>}
        {already === null ? null : (
          <Alert color="yellow" p="6px 10px" data-scheduled-already>
            {own.already(formats.moment(already, now))}
          </Alert>
        )}
        <TextInput
          label={own.line}
          description={
            mayBeEmpty && line === ''
              ? own.lineOfTicket
              : meant !== line.trim() && line !== shown
                ? words.dial.meant(formats.telephone(meant))
                : undefined
          }
          type="tel"
          required={!mayBeEmpty}
          value={line}
          data-field="line"
          onChange={event => {
            setLine(event.currentTarget.value);
            setFault(null);
          }}
        />
        <Radio.Group label={own.when} value={quick} onChange={value => setQuick(value as Quick)}>
          <Stack gap={6} mt={4}>
            {kindsOf<Quick>(own.quick).map(each => (
              <Radio key={each} value={each} label={own.quick[each]} />
            ))}
          </Stack>
        </Radio.Group>
        {quick === 'other' ? (
          <TextInput
            type="datetime-local"
            label={own.moment}
            min={localTime(now, zone)}
            value={moment}
            data-field="moment"
            onChange={event => {
              setMoment(event.currentTarget.value);
              setFault(null);
            }}
          />
        ) : null}
        <Textarea
          label={own.note}
          placeholder={own.notePlaceholder}
          autosize
          minRows={2}
          maxRows={5}
          value={note}
          error={excess(note, TEXTS.scheduledNote)}
          data-field="note"
          onChange={event => setNote(event.currentTarget.value)}
        />
        <Fault text={fault} />
        <Group justify="flex-end">
          <CancelButton onClose={onClose} />
          <Button
            type="submit"
            loading={busy}
            disabled={!fits(note, TEXTS.scheduledNote)}
            data-action="save-scheduled"
          >
            {asked.kind === 'new' ? own.save : own.saveChange}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function DiscardForm({ asked: { scheduled }, onClose }: DiscardFormProps) {
  const { api } = useWorkplace();
  const { say, formats } = useWords();
  const own = useOwnWords(scheduledWords);
  const [why, setWhy] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const excess = useExcess();
  const discard = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await api.closeScheduled(scheduled.id, { how: 'discarded', version: scheduled.version, why });
      onClose();
    } catch (thrown) {
      setFault(say(asFault(thrown).words));
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={event => void discard(event)} data-scheduling="discard">
      <Stack gap="sm">
        <Text fw={600}>
          {whomOf(scheduled, formats.telephone)}
          {scheduled.customerName === '' ? '' : ` · ${formats.telephone(scheduled.line)}`}
        </Text>
        <Textarea
          label={own.reason}
          autosize
          minRows={2}
          maxRows={5}
          value={why}
          error={excess(why, TEXTS.discardReason)}
          data-field="why"
          onChange={event => setWhy(event.currentTarget.value)}
        />
        <Fault text={fault} />
        <Group justify="flex-end">
          <CancelButton onClose={onClose} />
          <Button
            type="submit"
            color="red"
            loading={busy}
            disabled={!fits(why, TEXTS.discardReason)}
            data-action="discard-now"
          >
            {own.discardNow}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function CancelButton({ onClose }: SchedulingDialogProps) {
  const { words } = useWords();
  return (
    <Button variant="default" onClick={onClose} rightSection={<Key name="Esc" />}>
      {words.chrome.cancel}
    </Button>
  );
}

function Fault({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return (
    <Text fz="sm" c="var(--mantine-color-error)" role="alert">
      {text}
    </Text>
  );
}
