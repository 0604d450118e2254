import { ActionIcon, Badge, Group, Radio, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { keyed } from '../../../src/customers/keyed.ts';
import type { FlowCard } from '../../../src/http/shapes/settings.ts';
import { breakTitle } from '../../state/break-title.ts';
import { me } from '../../state/screen.ts';
import {
  type Colleague,
  colleagues,
  inOrder,
  isOwnNumber,
  isSought,
  isSoughtColleague,
  onlyTarget,
  ownerOf,
  type Target,
} from '../../state/targets.ts';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { QueueRadio } from '../desk/queue-radio.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

interface TargetsProps {
  /** What is searched for when the list is opened. */
  readonly first: string;
  readonly value: Target | null;
  /** Nobody but colleagues, or all who can be talked to. */
  readonly only?: 'people' | 'who-answers' | undefined;
  readonly flows: readonly FlowCard[];
  readonly onChoose: (target: Target | null) => void;
}

const keyOf = (target: Target | null): string => {
  if (target === null) return '';
  const [[kind, name] = []] = Object.entries(target);
  return `${kind} ${name}`;
};

/**
 * Queues, colleagues and menus to choose from: who is free, and who waits, now. By keys: arrows choose, typing searches and chooses
 * what is left alone; what is typed may be a number outside, too.
 */
export function TransferTargets({ first, value, only, flows, onChoose }: TargetsProps) {
  const keys = useKeymap();
  const onlyPeople = only === 'people';
  const { words, say, formats } = useWords();
  const [typed, type] = useState(first);
  const [shown, show] = useState<readonly string[]>([]);
  const people = inOrder(useSeen(colleagues), shown);
  if (people.some(({ id }, place) => id !== shown[place])) show(people.map(({ id }) => id));
  const queues = useSeen(({ picture }) => picture?.queues ?? []);
  const ownNumber = useSeen(screen => me(screen)?.extension ?? '');
  /** What this text leaves of everything, and the number outside that it may be. */
  const findBy = (text: string) => {
    const left = {
      queues: (onlyPeople ? [] : queues).filter(({ title }) => isSought(text, title)),
      people: people.filter(each => isSoughtColleague(text, each)),
      flows: (only ? [] : flows).filter(({ title }) => isSought(text, say(title))),
    };
    const count = left.queues.length + left.people.length + left.flows.length;
    const owner = ownerOf(people, text);
    const isOwn = isOwnNumber(ownNumber, text);
    const isMeant = !owner && !isOwn && (isNumber(text) || (count === 0 && isLettered(text)));
    return { ...left, count, owner, isOwn, number: isMeant && !onlyPeople ? keyed(text) : '' };
  };
  const found = findBy(typed);
  const { isOwn, number } = found;
  const search = onlyPeople ? words.internal.search : words.transfer.search;
  /** Another search leaves nothing chosen that it does not mean. */
  const write = (text: string) => {
    type(text);
    const { owner, ...left } = findBy(text);
    if (owner) onChoose(owner.free ? { agent: owner.id } : null);
    else if (text.trim() === '') onChoose(null);
    else if (isNumber(text) && left.number !== '') onChoose({ number: left.number });
    else onChoose(onlyTarget(left));
  };
  // What typing has chosen is in sight alone: the focus stays in the field.
  const chosen =
    value === null || typed === ''
      ? ''
      : 'number' in value
        ? formats.telephone(value.number)
        : (found.queues.find(({ name }) => 'queue' in value && name === value.queue)?.title ??
          found.people.find(({ id }) => 'agent' in value && id === value.agent)?.name ??
          say(
            found.flows.find(({ name }) => 'flow' in value && name === value.flow)?.title ?? {
              es: '',
              en: '',
            },
          ));
  const begin = useEffectEvent(() => {
    if (first !== '') write(first);
  });
  useEffect(() => begin(), []);
  const field = useRef<HTMLInputElement>(null);
  const clear = () => {
    write('');
    field.current?.focus();
  };
  useKeys({ clear: { now: typed !== '', does: clear } });
  const choose = (key: string) => {
    const [kind = '', ...name] = key.split(' ');
    onChoose({ [kind]: name.join(' ') } as Target);
  };
  return (
    <Stack gap={8}>
      <TextInput
        ref={field}
        aria-label={search}
        placeholder={search}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          typed === '' ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              title={`${words.dial.clear} (⇧${words.keys.delete})`}
              aria-label={words.dial.clear}
              aria-keyshortcuts={keys.clear}
              onClick={clear}
              data-action="clear-target"
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )
        }
        value={typed}
        maxLength={64}
        data-autofocus
        data-text="transfer-search"
        onChange={event => write(event.currentTarget.value)}
      />
      <Radio.Group label={words.transfer.target} value={keyOf(value)} onChange={choose}>
        <ScrollArea.Autosize mah="min(42vh, 90dvh - 362px)" type="auto" offsetScrollbars mt={6}>
          <Stack gap={6}>
            {found.queues.length > 0 ? <Heading>{words.transfer.queues}</Heading> : null}
            {found.queues.map(each => (
              <QueueRadio key={each.name} value={keyOf({ queue: each.name })} queue={each} />
            ))}
            {found.people.length > 0 ? <Heading>{words.transfer.people}</Heading> : null}
            {found.people.map(each => (
              <ColleagueTarget key={each.id} colleague={each} />
            ))}
            {number === '' ? null : (
              <>
                <Heading>{words.transfer.outside}</Heading>
                <Radio value={keyOf({ number })} data-target-number label={formats.telephone(number)} />
              </>
            )}
            {found.flows.length > 0 ? <Heading>{words.transfer.flows}</Heading> : null}
            {found.flows.map(({ name, title }) => (
              <Radio key={name} value={keyOf({ flow: name })} data-target-flow={name} label={say(title)} />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Radio.Group>
      <span className="sr-only" role="status">
        {chosen}
      </span>
      {isOwn || (number === '' && found.count === 0) ? (
        <Text fz="sm" role="status" data-own-number={isOwn || undefined}>
          {isOwn ? words.dial.ownNumber : words.transfer.noneFound}
        </Text>
      ) : null}
    </Stack>
  );
}

/** The target may be taken now; who was chosen may have become busy. */
export function useIsTargetFree(target: Target | null): boolean {
  return useSeen(screen => {
    if (target === null) return false;
    if ('queue' in target)
      return screen.picture?.queues.find(each => each.name === target.queue)?.open ?? false;
    if ('flow' in target || 'number' in target) return true;
    return colleagues(screen).find(({ id }) => id === target.agent)?.free ?? false;
  });
}

/** Nobody's name is written with digits alone. */
const isNumber = (text: string): boolean => /^[\s()+*#.\-/\d]+$/.test(text) && /\d{3}/.test(text);

/** As 0800-TECNICO is. */
const isLettered = (text: string): boolean => /\d/.test(text) && keyed(text).replace(/\D/g, '').length >= 7;

function Heading({ children }: { readonly children: string }) {
  return (
    <Text fz="xs" fw={600} c="dimmed" tt="uppercase">
      {children}
    </Text>
  );
}

/** A colleague, and whether they are free now. */
function ColleagueTarget({ colleague }: { readonly colleague: Colleague }) {
  const breaks = useSeen(screen => screen.breaks);
  const { words, say } = useWords();
  const { id, name, extension, free, state } = colleague;
  const pause = state.code ? ` · ${say(breakTitle(breaks, state.code))}` : '';
  return (
    <Radio
      value={keyOf({ agent: id })}
      disabled={!free}
      data-target-agent={id}
      data-free={free}
      label={
        <Group gap={8} wrap="nowrap">
          <span>{name}</span>
          <Text span fz="sm" c="dimmed" className="figures">
            {extension}
          </Text>
          <Badge flex="none" size="sm" color={free ? 'green' : 'gray'} variant="light">
            {free ? words.transfer.free : `${words.state[state.key]}${pause}`}
          </Badge>
        </Group>
      }
    />
  );
}
