import { ActionIcon, Alert, Checkbox, Menu, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDotsVertical } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { LONGEST_HELD_MINUTES, standsSince } from '../../../src/agents/events.ts';
import type { AgentPicture } from '../../../src/supervision/events.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import { asFault } from '../../link/fault.ts';
import { doneWith, isGone, mayEndBreak, type Ordered } from '../../state/orders.ts';
import { floorWords } from '../../words/floor.ts';
import { Dialog } from '../desk/dialog.tsx';
import { WishForm } from '../desk/wish-form.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { overBy } from '../tickets/text-status.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

type Asked = 'break' | 'queues' | 'log-out';

/** What a supervisor may order over an agent, from the agent's line on the board. */
export function AgentOrders({ agent }: { readonly agent: AgentPicture }) {
  const own = useOwnWords(floorWords);
  const [asked, ask] = useState<Asked | null>(null);
  const close = () => ask(null);
  const { orders } = own;

  const titles: Readonly<Record<Asked, string>> = {
    break: orders.breakOf(agent.displayName),
    queues: orders.queuesOf(agent.displayName),
    'log-out': orders.logOutOf(agent.displayName),
  };
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={orders.of(agent.displayName)}
            data-action="agent-orders"
          >
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <EndBreak agent={agent} />
          <Menu.Item onClick={() => ask('break')} data-order="break">
            {orders.break}
          </Menu.Item>
          <Menu.Item onClick={() => ask('queues')} data-order="queues">
            {orders.queues}
          </Menu.Item>
          <EndLogIn agent={agent} onAsk={() => ask('log-out')} />
        </Menu.Dropdown>
      </Menu>
      <Dialog manual="agents" title={asked ? titles[asked] : ''} opened={asked !== null} onClose={close}>
        {asked === 'break' ? <BreakForm agent={agent} onClose={close} /> : null}
        {asked === 'queues' ? <QueuesForm agent={agent} onClose={close} /> : null}
        {asked === 'log-out' ? <LogOutForm agent={agent} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

/** As they stand when the menu or form is opened: the board itself may be a second behind. */
const useAsTheyStand = (agent: AgentPicture): AgentPicture =>
  useSeen(({ picture }) => picture?.agents.find(({ id }) => id === agent.id)) ?? agent;

function EndBreak({ agent: drawn }: { readonly agent: AgentPicture }) {
  const agent = useAsTheyStand(drawn);
  const { api } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(floorWords);
  const now = useNow();
  if (!mayEndBreak(agent, now)) return null;
  const end = () => {
    api.directWill(agent.id, { kind: 'ready', since: standsSince(agent) }).then(
      () => notifications.show({ color: 'green', message: doneWith(agent, 'ready', own) }),
      thrown => notifications.show({ color: 'red', message: say(asFault(thrown).words) }),
    );
  };
  return (
    <Menu.Item onClick={end} data-order="ready">
      {agent.will.kind === 'dnd' ? own.orders.endDnd : own.orders.endBreak}
    </Menu.Item>
  );
}

/** Nothing where there is no log-in to end. */
function EndLogIn({ agent, onAsk }: { readonly agent: AgentPicture; readonly onAsk: () => void }) {
  const own = useOwnWords(floorWords);
  if (isGone(useAsTheyStand(agent))) return null;
  return (
    <Menu.Item color="red" onClick={onAsk} data-order="log-out">
      {own.orders.logOut}
    </Menu.Item>
  );
}

interface FormProps {
  readonly agent: AgentPicture;
  readonly onClose: () => void;
}

function BreakForm({ agent, onClose }: FormProps) {
  const { api } = useWorkplace();
  const breaks = useSeen(screen => screen.breaks);
  const { words, say } = useWords();
  const own = useOwnWords(floorWords);
  const [code, choose] = useState('');
  const [time, write] = useState('');
  const minutes = time.trim() === '' ? undefined : Number(time);
  const fits =
    minutes === undefined || (Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_HELD_MINUTES);
  return (
    <OrderForm
      agent={agent}
      onClose={onClose}
      needsReason
      ready={code !== '' && fits}
      gone={own.orders.breakGone(agent.displayName)}
      confirm={own.orders.breakNow}
      what="break"
      give={(note, since) => api.directWill(agent.id, { kind: 'break', code, note, since, minutes })}
    >
      <Radio.Group label={words.will.chooseBreak} value={code} onChange={choose}>
        <Stack gap={6} mt={6}>
          {breaks.map((one, place) => (
            <Radio
              key={one.code}
              value={one.code}
              label={say(one.title)}
              data-break={one.code}
              {...(place === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={own.orders.minutes}
        description={own.orders.minutesHint}
        inputMode="numeric"
        maxLength={3}
        value={time}
        error={fits ? null : own.orders.minutesRange(LONGEST_HELD_MINUTES)}
        data-text="order-minutes"
        onChange={event => write(event.currentTarget.value)}
      />
    </OrderForm>
  );
}

function QueuesForm({ agent, onClose }: FormProps) {
  const { api } = useWorkplace();
  const own = useOwnWords(floorWords);
  const [queues, choose] = useState<readonly string[]>(agent.queues);
  const all = useSeen(screen => screen.picture?.queues ?? []);
  return (
    <OrderForm
      agent={agent}
      onClose={onClose}
      ready={!sameQueues(queues, agent.queues)}
      gone={own.orders.queuesGone(agent.displayName)}
      confirm={own.orders.queuesNow}
      what="queues"
      give={(note, since) => api.directQueues(agent.id, { queues: [...queues], note, since })}
    >
      <Text fz="sm" c="dimmed">
        {own.orders.queuesLead}
      </Text>
      <Checkbox.Group value={[...queues]} onChange={choose}>
        <Stack gap={6}>
          {all.map(({ name, title }, place) => (
            <Checkbox
              key={name}
              value={name}
              label={title}
              data-queue-choice={name}
              {...(place === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {queues.length === 0 ? (
        <Alert color="yellow" p="6px 10px" role="status" data-no-queue>
          {own.orders.noQueue}
        </Alert>
      ) : null}
    </OrderForm>
  );
}

const sameQueues = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every(queue => other.includes(queue));

function LogOutForm({ agent, onClose }: FormProps) {
  const { api } = useWorkplace();
  const own = useOwnWords(floorWords);
  return (
    <OrderForm
      agent={agent}
      onClose={onClose}
      needsReason
      ready
      danger
      confirm={own.orders.logOutNow}
      what="log-out"
      give={(note, since) => api.directLogOut(agent.id, { note, since })}
    >
      <Text fz="sm" c="dimmed">
        {own.orders.logOutLead}
      </Text>
    </OrderForm>
  );
}

interface OrderFormProps extends FormProps {
  readonly children: ReactNode;
  readonly needsReason?: boolean;
  readonly danger?: boolean;
  readonly ready: boolean;
  /** What becomes of it where they are not logged in. */
  readonly gone?: string;
  readonly confirm: string;
  readonly what: Ordered['what'];
  readonly give: (note: string, since: number) => Promise<void>;
}

/** An order with its reason, which the agent reads. It holds for the agent as they stood when the form was opened. */
function OrderForm(props: OrderFormProps) {
  const { onClose, children, needsReason = false, danger = false, ready, gone, confirm, what, give } = props;
  const agent = useAsTheyStand(props.agent);
  const { words } = useWords();
  const own = useOwnWords(floorWords);
  const [note, write] = useState('');
  const [since, seen] = useState(() => standsSince(agent));
  const over = overBy(note, TEXTS.orderNote);
  const inCall = agent.work.kind !== 'idle';
  return (
    <WishForm
      name="agent-order"
      ready={ready && over <= 0 && !(needsReason && note.trim() === '')}
      confirm={confirm}
      action="confirm-order"
      danger={danger}
      hasLines
      wish={async () => {
        await give(note.trim(), since);
        notifications.show({ color: 'green', message: doneWith(agent, what, own) });
      }}
      onRefused={() => seen(standsSince(agent))}
      onClose={onClose}
    >
      {children}
      <Textarea
        label={needsReason ? own.orders.reason : own.orders.note}
        value={note}
        autosize
        minRows={2}
        maxRows={4}
        error={over > 0 && words.ticket.tooMany(over)}
        data-text="order-note"
        onChange={event => write(event.currentTarget.value)}
      />
      {gone !== undefined && isGone(agent) ? (
        <Text fz="sm" role="status" data-order-waits>
          {gone}
        </Text>
      ) : null}
      {inCall ? (
        <Text fz="sm" role="status" data-order-later>
          {own.orders.afterCall(agent.displayName)}
        </Text>
      ) : null}
    </WishForm>
  );
}
