import { Alert, Badge, Button, Checkbox, Group, Paper, Table, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import { hasParts, reachOf } from '../../../src/kit/searchable.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useOpened } from '../use-address.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './admin.module.css';
import { LogInPolicy } from './log-in-policy.tsx';
import { OutgoingPanel } from './outgoing-panel.tsx';
import { PersonDrawer } from './person-drawer.tsx';
import { PoliciesPanel } from './policies-panel.tsx';
import { QueuesPanel } from './queues-panel.tsx';

/** In the address: somebody who is being added. */
const NEW = 'new';

/** Everyone who may log in. */
export function AdminPage() {
  const { api } = useWorkplace();
  const picture = useSeen(screen => screen.picture);
  const { words, say } = useWords();
  const own = useOwnWords(adminWords);
  const [people, setPeople] = useState<readonly PersonCard[] | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [text, setText] = useState('');
  const [inactive, setInactive] = useState(false);
  const [opened, open] = useOpened('person');

  const load = useCallback(() => {
    api.people().then(
      list => {
        setPeople(list.items);
        setFault(null);
      },
      thrown => setFault(asFault(thrown)),
    );
  }, [api]);
  useEffect(load, [load]);

  // Who was deactivated in a call is shown until it is over: an admin may end it now.
  const inCall = new Set(
    (picture?.agents ?? []).filter(agent => agent.work.kind !== 'idle').map(agent => agent.id),
  );
  const edited = (people ?? []).find(({ id }) => id === opened) ?? null;
  const tooShort = !['all', 'enough'].includes(reachOf(text));
  const shown = (people ?? []).filter(
    one =>
      (inactive || one.active || inCall.has(one.id)) &&
      !tooShort &&
      hasParts(text, `${one.displayName} ${one.username}`),
  );

  return (
    <div className={style.page}>
      <Paper className={style.panel}>
        <Group justify="space-between" p="12px 14px">
          <Title order={1} fz={18}>
            {own.people.title}
          </Title>
          <Group gap="sm">
            <Checkbox
              label={own.people.showInactive}
              checked={inactive}
              onChange={event => setInactive(event.currentTarget.checked)}
            />
            <TextInput
              type="search"
              aria-label={own.people.search}
              placeholder={own.people.search}
              leftSection={<IconSearch size={15} aria-hidden />}
              value={text}
              onChange={event => setText(event.currentTarget.value)}
            />
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => open(NEW)}
              data-action="add-person"
            >
              {own.people.add}
            </Button>
          </Group>
        </Group>
        {fault ? (
          <Alert color="red" mx="md" role="alert">
            {say(fault.words)}
          </Alert>
        ) : null}
        {tooShort ? (
          <Text px="md" fz="sm" c="dimmed" role="status">
            {words.list.tooShort}
          </Text>
        ) : null}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by keyboard */}
        <section className={style.scroll} tabIndex={0} aria-label={own.people.title}>
          <Table stickyHeader highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{own.people.name}</Table.Th>
                <Table.Th>{own.people.username}</Table.Th>
                <Table.Th>{own.people.role}</Table.Th>
                <Table.Th>{own.people.level}</Table.Th>
                <Table.Th>{own.people.queues}</Table.Th>
                <Table.Th>{own.people.phone}</Table.Th>
                <Table.Th>{own.people.status}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(person => (
                <Line key={person.id} person={person} onOpen={() => open(person.id)} />
              ))}
            </Table.Tbody>
          </Table>
        </section>
      </Paper>
      <div className={style.below}>
        <QueuesPanel />
        <LogInPolicy />
      </div>
      <div className={style.last}>
        <OutgoingPanel people={people ?? []} />
        <PoliciesPanel />
      </div>
      {opened === NEW || edited ? (
        <PersonDrawer
          key={opened}
          person={edited}
          onClose={() => open('')}
          onSaved={() => {
            open('');
            load();
          }}
        />
      ) : null}
    </div>
  );
}

function Line({ person, onOpen }: { readonly person: PersonCard; readonly onOpen: () => void }) {
  const who = useSeen(screen => screen.who);
  const picture = useSeen(screen => screen.picture);
  const { words } = useWords();
  const own = useOwnWords(adminWords);
  const agent = picture?.agents.find(one => one.id === person.id);
  const inCall = agent !== undefined && agent.work.kind !== 'idle';
  const leaving = agent?.leaving !== undefined;
  const title = (name: string) => picture?.queues.find(queue => queue.name === name)?.title ?? name;
  return (
    <Table.Tr data-person={person.username}>
      <Table.Td>
        <button type="button" className={style.name} onClick={onOpen}>
          {person.displayName}
        </button>
        {person.id === who.person.id ? (
          <Badge ml={8} size="xs">
            {own.people.you}
          </Badge>
        ) : null}
      </Table.Td>
      <Table.Td>
        <Text fz="sm" ff="monospace">
          {person.username}
        </Text>
      </Table.Td>
      <Table.Td>{words.roles[person.role]}</Table.Td>
      <Table.Td data-label={own.people.level}>{person.level}</Table.Td>
      <Table.Td data-label={own.people.queues}>{person.queues.map(title).join(', ') || '–'}</Table.Td>
      <Table.Td data-label={own.people.phone}>
        {person.telephone ? own.people.phoneKinds[person.phoneKind] : '–'}
      </Table.Td>
      <Table.Td>
        <Badge color={person.active ? 'green' : 'gray'}>
          {person.active ? own.people.active : own.people.inactive}
        </Badge>
        {inCall ? (
          <Badge ml={6} color={leaving ? 'yellow' : 'blue'} data-in-call={leaving ? 'finishing' : 'in-call'}>
            {leaving ? own.people.finishing : own.people.inCall}
          </Badge>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
