import { Alert, Button, Checkbox, Divider, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import { kindsOf } from '../../../src/kit/kinds.ts';
import type { OutgoingPolicy } from '../../../src/outgoing/policy.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import {
  fromMinutes,
  inMinutes,
  withBurst,
  withCallerId,
  withCap,
  withRecording,
} from '../../state/outgoing-form.ts';
import { adminWords } from '../../words/admin.ts';
import { Dialog } from '../desk/dialog.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { OutgoingPermissions } from './outgoing-permissions.tsx';
import { PauseField, RECORDINGS } from './recording-fields.tsx';
import { WholeNumber } from './whole-number.tsx';

interface OutgoingDrawerProps {
  readonly policy: OutgoingPolicy;
  readonly people: readonly PersonCard[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const SCOPES = kindsOf<keyof OutgoingPolicy['caps']>({ person: true, area: true, centre: true });
/** What is counted for a burst, with how much one of what is typed is: one, a second, a minute in ms. */
const BURST = [
  ['unusual', 1],
  ['unusualInAll', 1],
  ['calls', 1],
  ['windowMs', 1_000],
  ['lockMs', 60_000],
] as const;
const LOCKS = kindsOf<OutgoingPolicy['offHours']['lock']>({ 'not-own': true, all: true, none: true });

/** Changes where people may call, by the version that was opened. */
export function OutgoingDrawer({ policy: before, people, onClose, onSaved }: OutgoingDrawerProps) {
  const { api } = useWorkplace();
  const areas = useSeen(screen => screen.areas);
  const { say } = useWords();
  const own = useOwnWords(adminWords);
  const [policy, setPolicy] = useState(before);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await api.changeOutgoing(policy);
      onSaved();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }

  const callerId = (label: string, area: string | null) => (
    <TextInput
      key={label}
      label={label}
      placeholder="+58…"
      type="tel"
      error={
        fault?.fields.has(`callerIds.${area === null ? 'centre' : `areas.${area}`}`) && own.outgoing.badNumber
      }
      value={(area === null ? policy.callerIds.centre : policy.callerIds.areas[area]) ?? ''}
      onChange={event => setPolicy(withCallerId(policy, area, event.currentTarget.value))}
    />
  );
  const recording = (label: string, area: string | null) => (
    <Select
      key={label}
      label={label}
      allowDeselect={false}
      data={[
        ...(area === null ? [] : [{ value: '', label: own.outgoing.asCentre }]),
        ...RECORDINGS.map(value => ({ value, label: own.queues.recordings[value] })),
      ]}
      value={(area === null ? policy.recording.centre : policy.recording.areas[area]) ?? ''}
      onChange={value =>
        setPolicy(withRecording(policy, area, RECORDINGS.find(each => each === value) ?? null))
      }
      data-field={`recording-${area ?? 'centre'}`}
    />
  );
  const count = (label: string, value: number, put: (value: number) => void, least = 0) => (
    <WholeNumber
      label={label}
      start={value}
      onType={typed => typed !== null && put(Math.max(least, typed))}
    />
  );

  return (
    <Dialog manual="outgoing" sheet opened onClose={onClose} title={own.outgoing.title}>
      <form noValidate onSubmit={event => void save(event)}>
        <Stack gap="sm">
          <OutgoingPermissions
            allow={policy.allow}
            people={people}
            onChange={allow => setPolicy({ ...policy, allow })}
          />
          <Divider label={own.outgoing.callerIds} labelPosition="left" />
          <Text fz="xs" c="dimmed">
            {own.outgoing.callerIdsHint}
          </Text>
          {callerId(own.outgoing.ofCentre, null)}
          {areas.filter(({ name }) => name !== '').map(area => callerId(area.title, area.name))}
          <Checkbox
            label={own.outgoing.mayWithhold}
            checked={policy.mayWithhold}
            onChange={event => setPolicy({ ...policy, mayWithhold: event.currentTarget.checked })}
            data-field="may-withhold"
          />
          <Divider label={own.outgoing.recording} labelPosition="left" />
          <Text fz="xs" c="dimmed">
            {own.outgoing.recordingHint}
          </Text>
          {recording(own.outgoing.ofCentre, null)}
          {areas.filter(({ name }) => name !== '').map(area => recording(area.title, area.name))}
          <PauseField
            label={own.queues.pause}
            description={own.queues.pauseHint}
            value={policy.recording.pauseMs}
            before={before.recording.pauseMs}
            onChange={pauseMs => setPolicy({ ...policy, recording: { ...policy.recording, pauseMs } })}
            field="recording-pause"
          />
          <Divider label={own.outgoing.caps} labelPosition="left" />
          {SCOPES.map(whose => (
            <Group key={whose} grow align="end">
              {count(own.outgoing.atOnce[whose], policy.caps[whose].atOnce, atOnce =>
                setPolicy(withCap(policy, whose, { atOnce })),
              )}
              {count(own.outgoing.perDay[whose], policy.caps[whose].perDay, perDay =>
                setPolicy(withCap(policy, whose, { perDay })),
              )}
            </Group>
          ))}
          <Group grow align="end">
            {count(own.outgoing.longest, inMinutes(policy.longestMs), minutes =>
              setPolicy({ ...policy, longestMs: fromMinutes(minutes) }),
            )}
            {count(own.outgoing.longestUnusual, inMinutes(policy.unusual.longestMs), minutes =>
              setPolicy({ ...policy, unusual: { ...policy.unusual, longestMs: fromMinutes(minutes) } }),
            )}
          </Group>
          {count(own.outgoing.unusualPerDay, policy.unusual.perDay, perDay =>
            setPolicy({ ...policy, unusual: { ...policy.unusual, perDay } }),
          )}
          <Divider label={own.outgoing.burst} labelPosition="left" />
          <Text fz="xs" c="dimmed">
            {own.outgoing.burstHint}
          </Text>
          {BURST.map(([which, unitMs]) => (
            <div key={which}>
              {count(
                own.outgoing.burstOf[which],
                Math.round(policy.burst[which] / unitMs),
                typed => setPolicy(withBurst(policy, which, Math.max(1, typed) * unitMs)),
                1,
              )}
            </div>
          ))}
          <Divider label={own.outgoing.offHours(policy.offHours.calendar)} labelPosition="left" />
          <TextInput
            label={own.outgoing.calendar}
            error={fault?.fields.has('offHours.calendar') && own.outgoing.badCalendar}
            value={policy.offHours.calendar}
            onChange={event => {
              const calendar = event.currentTarget.value;
              setPolicy({ ...policy, offHours: { ...policy.offHours, calendar } });
            }}
          />
          <Select
            label={own.outgoing.lock}
            allowDeselect={false}
            data={LOCKS.map(lock => ({ value: lock, label: own.outgoing.locks[lock] }))}
            value={policy.offHours.lock}
            onChange={value => {
              const lock = LOCKS.find(each => each === value);
              if (lock) setPolicy({ ...policy, offHours: { ...policy.offHours, lock } });
            }}
          />
          {fault ? (
            <Alert color="red" role="alert">
              {say(fault.words)}
            </Alert>
          ) : null}
          <Group justify="flex-end">
            <Button type="submit" loading={busy} data-action="save-outgoing">
              {own.queues.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
