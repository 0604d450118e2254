import { ActionIcon, Menu, Radio, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDotsVertical } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallPicture } from '../../../src/supervision/events.ts';
import { asFault } from '../../link/fault.ts';
import { mayBeGiven } from '../../state/orders.ts';
import { floorWords } from '../../words/floor.ts';
import { Dialog } from '../desk/dialog.tsx';
import { QueueRadio } from '../desk/queue-radio.tsx';
import { WishForm } from '../desk/wish-form.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/** What a supervisor may order over a caller who waits, from the call's line on the board. */
export function CallerOrders({ call }: { readonly call: CallPicture }) {
  const { api } = useWorkplace();
  const { words, say, formats } = useWords();
  const own = useOwnWords(floorWords);
  const [asked, ask] = useState<'give' | 'queue' | null>(null);
  const close = () => ask(null);
  const { callers } = own;
  const who = call.customer?.name ?? (formats.telephone(call.callerNumber) || words.call.hiddenNumber);

  const putFirst = () => {
    api.putFirst(call.id).then(
      () => notifications.show({ color: 'green', message: callers.done.first(who) }),
      thrown => notifications.show({ color: 'red', message: say(asFault(thrown).words) }),
    );
  };
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={callers.of(who)}
            data-action="caller-orders"
          >
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => ask('give')} data-order="give">
            {callers.give}
          </Menu.Item>
          <Menu.Item onClick={putFirst} data-order="first">
            {callers.first}
          </Menu.Item>
          <Menu.Item onClick={() => ask('queue')} data-order="queue">
            {callers.queue}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog
        manual="callers"
        title={asked === 'give' ? callers.giveOf(who) : callers.queueOf(who)}
        opened={asked !== null}
        onClose={close}
      >
        {asked === 'give' ? <GiveForm call={call} who={who} onClose={close} /> : null}
        {asked === 'queue' ? <QueueForm call={call} who={who} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

interface FormProps {
  readonly call: CallPicture;
  readonly who: string;
  readonly onClose: () => void;
}

/** Who is free now; oneself, where one has a telephone. */
function GiveForm({ call, who, onClose }: FormProps) {
  const { api } = useWorkplace();
  const own = useOwnWords(floorWords);
  const [agent, choose] = useState('');
  const me = useSeen(({ who }) => who.person.id);
  const free = useSeen(({ picture }) => picture?.agents.filter(each => mayBeGiven(each, me)) ?? []).toSorted(
    (a, b) => Number(b.id === me) - Number(a.id === me) || a.displayName.localeCompare(b.displayName),
  );
  const chosen = free.find(each => each.id === agent);
  return (
    <WishForm
      name="caller-give"
      ready={chosen !== undefined}
      confirm={own.callers.giveNow}
      action="confirm-order"
      wish={async () => {
        if (!chosen) return;
        await api.giveCaller(call.id, chosen.id);
        notifications.show({ color: 'green', message: own.callers.done.give(who, chosen.displayName) });
      }}
      onClose={onClose}
    >
      <Text fz="sm" c="dimmed">
        {own.callers.giveLead}
      </Text>
      {free.length === 0 ? (
        <Text fz="sm" role="status">
          {own.callers.nobodyFree}
        </Text>
      ) : (
        <Radio.Group label={own.floor.agent} value={agent} onChange={choose}>
          <Stack gap={6} mt={6}>
            {free.map((each, place) => (
              <Radio
                key={each.id}
                value={each.id}
                data-target={each.username}
                {...(place === 0 ? { 'data-autofocus': true } : {})}
                label={each.id === me ? own.callers.me(each.displayName) : each.displayName}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </WishForm>
  );
}

function QueueForm({ call, who, onClose }: FormProps) {
  const { api } = useWorkplace();
  const own = useOwnWords(floorWords);
  const [from] = useState(call.queue ?? '');
  const [queue, choose] = useState('');
  const queues = useSeen(({ picture }) => picture?.queues ?? []);
  const titleOf = (sought: string) => queues.find(({ name }) => name === sought)?.title ?? sought;
  const others = queues.filter(({ name }) => name !== from);
  const first = others.find(({ open }) => open)?.name;
  return (
    <WishForm
      name="caller-queue"
      ready={queue !== ''}
      confirm={own.callers.queueNow}
      action="confirm-order"
      wish={async () => {
        await api.moveQueue(call.id, { queue, from });
        const title = titleOf(queue);
        notifications.show({ color: 'green', message: own.callers.done.queue(who, title) });
      }}
      onClose={onClose}
    >
      <Text fz="sm" c="dimmed">
        {own.callers.queueLead(titleOf(from))}
      </Text>
      <Radio.Group label={own.callers.whichQueue} value={queue} onChange={choose}>
        <Stack gap={6} mt={6}>
          {others.map(each => (
            <QueueRadio key={each.name} value={each.name} queue={each} first={each.name === first} />
          ))}
        </Stack>
      </Radio.Group>
    </WishForm>
  );
}
