import { Badge, Group, Radio, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { FlowCard } from '../../../src/http/shapes/settings.ts';
import type { QueuePicture } from '../../../src/supervision/events.ts';
import { breakTitle } from '../../state/break-title.ts';
import { type Colleague, colleagues, inOrder, isSought, type Target } from '../../state/targets.ts';
import { useWords } from '../words-context.tsx';
import { useScreen, useWorkplace } from '../workplace-context.tsx';

/** With more targets than this the list can be searched. */
const SEARCHED_FROM = 8;

interface TargetsProps {
  readonly value: Target | null;
  readonly onChoose: (target: Target) => void;
}

const keyOf = (target: Target | null): string => {
  if (target === null) return '';
  const [[kind, name] = []] = Object.entries(target);
  return `${kind} ${name}`;
};

/** Queues, colleagues and menus to choose from: who is free, and who waits, now. By keys: arrows choose, typing searches. */
export function TransferTargets({ value, onChoose }: TargetsProps) {
  const screen = useScreen();
  const { words, say } = useWords();
  const [typed, type] = useState('');
  const shown = useRef<readonly string[]>([]);
  const people = inOrder(colleagues(screen), shown.current);
  shown.current = people.map(({ id }) => id);
  const queues = screen.picture?.queues ?? [];
  const flows = useFlows();
  const searched = queues.length + people.length + flows.length >= SEARCHED_FROM;
  const soughtQueues = queues.filter(({ title }) => isSought(typed, title));
  const soughtPeople = people.filter(({ name }) => isSought(typed, name));
  const soughtFlows = flows.filter(({ title }) => isSought(typed, say(title)));
  const first = searched ? undefined : keyOf(firstOf(soughtQueues, soughtPeople));
  const choose = (key: string) => {
    const [kind = '', ...name] = key.split(' ');
    onChoose({ [kind]: name.join(' ') } as Target);
  };
  return (
    <Stack gap={8}>
      {searched ? (
        <TextInput
          aria-label={words.transfer.search}
          placeholder={words.transfer.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          data-autofocus
          data-text="transfer-search"
          onChange={event => type(event.currentTarget.value)}
        />
      ) : null}
      <Radio.Group label={words.transfer.target} value={keyOf(value)} onChange={choose}>
        <ScrollArea.Autosize mah="42vh" type="auto" offsetScrollbars mt={6}>
          <Stack gap={6}>
            {soughtQueues.length > 0 ? <Heading>{words.transfer.queues}</Heading> : null}
            {soughtQueues.map(each => (
              <QueueTarget key={each.name} queue={each} first={keyOf({ queue: each.name }) === first} />
            ))}
            {soughtPeople.length > 0 ? <Heading>{words.transfer.people}</Heading> : null}
            {soughtPeople.map(each => (
              <ColleagueTarget key={each.id} colleague={each} first={keyOf({ agent: each.id }) === first} />
            ))}
            {soughtFlows.length > 0 ? <Heading>{words.transfer.flows}</Heading> : null}
            {soughtFlows.map(({ name, title }) => (
              <Radio key={name} value={keyOf({ flow: name })} data-target-flow={name} label={say(title)} />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Radio.Group>
      {soughtQueues.length + soughtPeople.length + soughtFlows.length === 0 ? (
        <Text fz="sm" role="status">
          {words.transfer.noneFound}
        </Text>
      ) : null}
    </Stack>
  );
}

/** The target may be taken now; who was chosen may have become busy. */
export function useIsTargetFree(target: Target | null): boolean {
  const screen = useScreen();
  if (target === null) return false;
  if ('queue' in target)
    return screen.picture?.queues.find(each => each.name === target.queue)?.open ?? false;
  if ('flow' in target) return true;
  return colleagues(screen).find(({ id }) => id === target.agent)?.free ?? false;
}

/** Those that the centre has in use. */
function useFlows(): readonly FlowCard[] {
  const { api } = useWorkplace();
  const [flows, setFlows] = useState<readonly FlowCard[]>([]);
  useEffect(() => {
    let gone = false;
    api.flows().then(
      ({ items }) => {
        if (!gone) setFlows(items);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api]);
  return flows;
}

function firstOf(queues: readonly QueuePicture[], people: readonly Colleague[]): Target | null {
  const queue = queues.find(each => each.open);
  if (queue) return { queue: queue.name };
  const agent = people.find(each => each.free);
  return agent ? { agent: agent.id } : null;
}

function Heading({ children }: { readonly children: string }) {
  return (
    <Text fz="xs" fw={600} c="dimmed" tt="uppercase">
      {children}
    </Text>
  );
}

/** A queue, whether it is open, who waits and who is free, now. */
function QueueTarget({ queue, first }: { readonly queue: QueuePicture; readonly first: boolean }) {
  const { words } = useWords();
  const { name, title, open, waiting, agentsReady } = queue;
  return (
    <Radio
      value={keyOf({ queue: name })}
      disabled={!open}
      {...(first ? { 'data-autofocus': true } : {})}
      data-target={name}
      label={
        <Group gap={8} wrap="nowrap">
          <span>{title}</span>
          {open ? (
            <>
              <Badge size="sm" color={agentsReady > 0 ? 'green' : 'gray'} variant="light">
                {words.board.ready(agentsReady)}
              </Badge>
              {waiting > 0 ? (
                <Badge size="sm" color="yellow" variant="light">
                  {words.transfer.waiting(waiting)}
                </Badge>
              ) : null}
            </>
          ) : (
            <Badge size="sm" color="gray">
              {words.board.closed}
            </Badge>
          )}
        </Group>
      }
    />
  );
}

/** A colleague, and whether they are free now. */
function ColleagueTarget({ colleague, first }: { readonly colleague: Colleague; readonly first: boolean }) {
  const screen = useScreen();
  const { words, say } = useWords();
  const { id, name, free, state } = colleague;
  const pause = state.code ? ` · ${say(breakTitle(screen.breaks, state.code))}` : '';
  return (
    <Radio
      value={keyOf({ agent: id })}
      disabled={!free}
      {...(first ? { 'data-autofocus': true } : {})}
      data-target-agent={id}
      data-free={free}
      label={
        <Group gap={8} wrap="nowrap">
          <span>{name}</span>
          <Badge size="sm" color={free ? 'green' : 'gray'} variant="light">
            {free ? words.transfer.free : `${words.state[state.key]}${pause}`}
          </Badge>
        </Group>
      }
    />
  );
}
