import { Checkbox, Divider, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import { kindsOf } from '../../../src/kit/kinds.ts';
import type { OutgoingPolicy } from '../../../src/outgoing/policy.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import {
  AMOUNTS,
  type Amount,
  fromMinutes,
  inMinutes,
  withBurst,
  withCallerId,
  withCap,
  withRecording,
  wrongCallerIds,
} from '../../state/outgoing-form.ts';
import { adminWords } from '../../words/admin.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { DrawerEnd } from './drawer-end.tsx';
import { OutgoingPermissions } from './outgoing-permissions.tsx';
import { PauseField, RECORDINGS } from './recording-fields.tsx';
import { useFirstFault } from './use-first-fault.ts';
import { WholeNumber } from './whole-number.tsx';

interface OutgoingDrawerProps {
  readonly policy: OutgoingPolicy;
  /** The hours that there are. */
  readonly calendars: readonly string[];
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
export function OutgoingDrawer({ policy: before, calendars, people, onClose, onSaved }: OutgoingDrawerProps) {
  const { api } = useWorkplace();
  const areas = useSeen(screen => screen.areas);
  const own = useOwnWords(adminWords);
  const [policy, setPolicy] = useState(before);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);
  /** Numbers that the server would not take, by their field. */
  const [wrong, setWrong] = useState<readonly string[]>([]);
  /** Whose number to show is not being typed any more. */
  const [left, setLeft] = useState<readonly string[]>([]);
  /** Something stands in the fields of a permission that was not added. */
  const [halfPermission, setHalfPermission] = useState(false);
  const [tries, setTries] = useState(0);
  const form = useFirstFault(tries);
  const badIds = wrongCallerIds(policy);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (wrong.length > 0 || badIds.length > 0) {
      setLeft(badIds);
      setTries(tries + 1);
      return;
    }
    setBusy(true);
    setFault(null);
    try {
      await api.changeOutgoing(policy);
      onSaved();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
      setTries(tries + 1);
    }
  }

  const callerId = (label: string, area: string | null) => (
    <TextInput
      key={`caller id ${area}`}
      label={label}
      placeholder="+58…"
      type="tel"
      error={
        ((badIds.includes(area ?? '') && left.includes(area ?? '')) ||
          fault?.fields.has(`callerIds.${area === null ? 'centre' : `areas.${area}`}`)) &&
        own.outgoing.badNumber
      }
      onBlur={() => setLeft([...left, area ?? ''])}
      value={(area === null ? policy.callerIds.centre : policy.callerIds.areas[area]) ?? ''}
      onChange={event => setPolicy(withCallerId(policy, area, event.currentTarget.value))}
    />
  );
  const recording = (label: string, area: string | null) => (
    <Select
      key={`recording ${area}`}
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
  const count = (which: Amount, label: string, value: number, put: (value: number) => void) => {
    const { least, most } = AMOUNTS[which];
    return (
      <WholeNumber
        label={label}
        error={wrong.includes(label) && own.queues.outside(least, most)}
        start={value}
        onType={typed => {
          const isGood = typed !== null && typed >= least && typed <= most;
          setWrong(isGood ? wrong.filter(each => each !== label) : [...new Set([...wrong, label])]);
          if (isGood) put(typed);
        }}
      />
    );
  };
  const isChanged = halfPermission || wrong.length > 0 || JSON.stringify(policy) !== JSON.stringify(before);
  /** Said where it is. */
  const isAtField =
    fault !== null && [...fault.fields.keys()].some(path => /^(callerIds|offHours)\./.test(path));

  return (
    <FormDialog manual="outgoing" sheet isChanged={isChanged} onClose={onClose} title={own.outgoing.title}>
      {leave => (
        <form noValidate ref={form} onSubmit={event => void save(event)}>
          <Stack gap="sm">
            <OutgoingPermissions
              allow={policy.allow}
              people={people}
              onChange={allow => setPolicy({ ...policy, allow })}
              onWritten={setHalfPermission}
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
                {count('atOnce', own.outgoing.atOnce[whose], policy.caps[whose].atOnce, atOnce =>
                  setPolicy(withCap(policy, whose, { atOnce })),
                )}
                {count('perDay', own.outgoing.perDay[whose], policy.caps[whose].perDay, perDay =>
                  setPolicy(withCap(policy, whose, { perDay })),
                )}
              </Group>
            ))}
            <Group grow align="end">
              {count('longest', own.outgoing.longest, inMinutes(policy.longestMs), minutes =>
                setPolicy({ ...policy, longestMs: fromMinutes(minutes) }),
              )}
              {count('longest', own.outgoing.longestUnusual, inMinutes(policy.unusual.longestMs), minutes =>
                setPolicy({ ...policy, unusual: { ...policy.unusual, longestMs: fromMinutes(minutes) } }),
              )}
            </Group>
            {count('perDay', own.outgoing.unusualPerDay, policy.unusual.perDay, perDay =>
              setPolicy({ ...policy, unusual: { ...policy.unusual, perDay } }),
            )}
            <Divider label={own.outgoing.burst} labelPosition="left" />
            <Text fz="xs" c="dimmed">
              {own.outgoing.burstHint}
            </Text>
            {BURST.map(([which, unitMs]) => (
              <div key={which}>
                {count(which, own.outgoing.burstOf[which], Math.round(policy.burst[which] / unitMs), typed =>
                  setPolicy(withBurst(policy, which, typed * unitMs)),
                )}
              </div>
            ))}
            <Divider label={own.outgoing.offHours} labelPosition="left" />
            <Select
              label={own.outgoing.calendar}
              allowDeselect={false}
              data={[...new Set([...calendars, policy.offHours.calendar, 'always'])].map(value => ({
                value,
                label: value === 'always' ? own.outgoing.alwaysOpen : value,
              }))}
              error={fault?.fields.has('offHours.calendar') && own.outgoing.badCalendar}
              value={policy.offHours.calendar}
              onChange={calendar =>
                calendar !== null && setPolicy({ ...policy, offHours: { ...policy.offHours, calendar } })
              }
              data-field="calendar"
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
            <DrawerEnd
              fault={isAtField ? null : fault}
              save={own.queues.save}
              action="save-outgoing"
              busy={busy}
              onCancel={leave}
            />
          </Stack>
        </form>
      )}
    </FormDialog>
  );
}
