import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconClockPause, IconDotsVertical, IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ScheduledCard } from '../../../src/http/shapes/scheduled-calls.ts';
import { kindsOf } from '../../../src/kit/kinds.ts';
import { asFault } from '../../link/fault.ts';
import { callArea } from '../../state/call-area.ts';
import { type QuickMoment, quickMoment, whomOf } from '../../state/scheduled.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { useOwnWords } from '../lazy-part.tsx';
import type { useWaysOut } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

interface ScheduledButtonsProps {
  readonly scheduled: ScheduledCard;
  readonly mayGo: ReturnType<typeof useWaysOut>;
}

/** What may be done with a promised call: made, put off, changed, done, discarded. */
export function ScheduledButtons({ scheduled, mayGo }: ScheduledButtonsProps) {
  const workplace = useWorkplace();
  const { api, store } = workplace;
  const { say, formats, words } = useWords();
  const own = useOwnWords(scheduledWords);
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const isFree = useSeen(screen => callArea(screen).kind === 'idle');
  const { id, version } = scheduled;

  const carryOut = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (thrown) {
      notifications.show({ color: 'red', message: say(asFault(thrown).words) });
    }
    setBusy(false);
  };
  const call = () =>
    carryOut(async () => {
      const { who, audio } = store.get();
      if (who.phone !== null && audio.microphone !== 'granted') await workplace.askMicrophone();
      await api.callScheduled(id);
      go('/agent');
    });
  const putOff = (by: QuickMoment) =>
    carryOut(() => {
      const { who, skewMs } = store.get();
      const dueAt = quickMoment(by, Date.now() + skewMs, who.centre.timezone);
      return api.changeScheduled(id, { version, dueAt });
    });
  return (
    <Group gap={6}>
      {mayGo(scheduled.ticket === null ? 'dial' : 'call-back') ? (
        <Button
          size="compact-sm"
          color="green"
          leftSection={<IconPhoneCall size={16} aria-hidden />}
          disabled={!isFree || busy}
          title={isFree ? undefined : words.access.notInCall}
          onClick={() => void call()}
          data-action="call-scheduled"
        >
          {own.call}
        </Button>
      ) : null}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconClockPause size={16} aria-hidden />}
            disabled={busy}
            data-action="put-off"
          >
            {own.putOff}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kindsOf<QuickMoment>(own.putOffBy).map(by => (
            <Menu.Item key={by} onClick={() => void putOff(by)} data-action={`put-off-${by}`}>
              {own.putOffBy[by]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={28}
            aria-label={own.more(whomOf(scheduled, formats.telephone))}
            disabled={busy}
            data-action="more-scheduled"
          >
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() => store.send({ kind: 'scheduling', scheduling: { kind: 'change', scheduled } })}
            data-action="change-scheduled"
          >
            {own.otherNumber}
          </Menu.Item>
          <Menu.Item
            onClick={() => void carryOut(() => api.closeScheduled(id, { how: 'done', version }))}
            data-action="done-scheduled"
          >
            {own.done}
          </Menu.Item>
          <Menu.Item
            onClick={() => store.send({ kind: 'scheduling', scheduling: { kind: 'discard', scheduled } })}
            data-action="discard-scheduled"
          >
            {own.discard}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
