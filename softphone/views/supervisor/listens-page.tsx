import { Alert, Anchor, Button, Group, Paper, Select, Table, Text, Title } from '@mantine/core';
import { IconEar } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useSearch } from 'wouter/use-browser-location';
import type { ListenCard } from '../../../src/recordings/events.ts';
import { listensIn, listensPath } from '../../state/listen-search.ts';
import { ticketPath } from '../../state/route.ts';
import { clockSpan } from '../../words/format.ts';
import { recordingsWords } from '../../words/recordings.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './recordings.module.css';
import { usePages } from './use-pages.ts';

const PAGE = 50;

/** Who listened to recordings and how far, and who took them along and why; of one recording or of all, of one person or of all. */
export function ListensPage() {
  const { api } = useWorkplace();
  const { say } = useWords();
  const { listens: own } = useOwnWords(recordingsWords);
  const [, go] = useLocation();
  const search = listensIn(useSearch());
  const agents = useSeen(screen => screen.picture?.agents ?? []);
  const self = useSeen(screen => screen.who.person);
  const { items, fault, hasMore, loading, more } = usePages(JSON.stringify(search), before =>
    api.listens({ ...search, limit: PAGE, ...(before === null ? {} : { before }) }),
  );
  const people = new Map<string, string>([
    [self.id, self.displayName],
    ...agents.map(({ id, displayName }) => [id, displayName] as const),
    ...(items ?? []).map(({ person, personName }) => [person, personName ?? person] as const),
    ...(search.person === '' ? [] : [[search.person, nameIn(items, search.person)] as const]),
  ]);

  return (
    <div className={style.page}>
      <Paper className={style.panel}>
        <Group justify="space-between" p="10px 14px" gap="sm" align="end">
          <div>
            <Title order={1} fz={18}>
              {own.title}
            </Title>
            <Text fz="xs" c="dimmed">
              {own.lead}
            </Text>
          </div>
          <Group gap="sm" align="end">
            {search.recording === '' ? null : (
              <Text fz="xs">
                {own.ofOne}{' '}
                <Anchor
                  component={Link}
                  href={listensPath({ ...search, recording: '' })}
                  fz="xs"
                  underline="always"
                >
                  {own.ofAll}
                </Anchor>
              </Text>
            )}
            <Select
              size="xs"
              label={own.person}
              placeholder={own.anyPerson}
              data={[...people].map(([value, label]) => ({ value, label }))}
              value={search.person || null}
              onChange={person => go(listensPath({ ...search, person: person ?? '' }))}
              searchable
              clearable
              data-filter="person"
            />
          </Group>
        </Group>
        {fault ? (
          <Alert color="red" m="4px 14px" role="alert">
            {say(fault.words)}
          </Alert>
        ) : null}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by keyboard */}
        <section className={style.scroll} tabIndex={0} aria-label={own.title} aria-busy={loading}>
          {items?.length === 0 ? (
            <Empty icon={<IconEar {...EMPTY_ICON} />}>{own.none}</Empty>
          ) : (
            <Table stickyHeader className={style.table}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{own.when}</Table.Th>
                  <Table.Th>{own.who}</Table.Th>
                  <Table.Th>{own.what}</Table.Th>
                  <Table.Th>{own.recording}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {(items ?? []).map(line => (
                  <Line key={line.id} line={line} />
                ))}
              </Table.Tbody>
            </Table>
          )}
          {hasMore ? (
            <Group justify="center" p="sm">
              <Button
                size="compact-sm"
                variant="default"
                loading={loading}
                onClick={more}
                data-action="more-listens"
              >
                {own.more}
              </Button>
            </Group>
          ) : null}
        </section>
      </Paper>
    </div>
  );
}

const nameIn = (items: readonly ListenCard[] | null, person: string): string =>
  items?.find(one => one.person === person)?.personName ?? person;

function Line({ line }: { readonly line: ListenCard }) {
  const { formats } = useWords();
  const { listens: own } = useOwnWords(recordingsWords);
  const now = useMinute();
  const { outcome, untilMs, durationMs, reason, ticket, startedAt, agentName, state } = line;
  const more =
    outcome === 'downloaded'
      ? own.reason(reason)
      : outcome === 'heard'
        ? untilMs === null
          ? own.noReach
          : own.until(clockSpan(untilMs), clockSpan(durationMs))
        : null;
  return (
    <Table.Tr data-listen={outcome}>
      <Table.Td className={style.whole}>
        <time dateTime={new Date(line.at).toISOString()}>{formats.moment(line.at, now)}</time>
      </Table.Td>
      <Table.Td>{line.personName ?? line.person}</Table.Td>
      <Table.Td>
        <Text fz="sm">{own.outcomes[outcome]}</Text>
        {more === null ? null : (
          <Text fz="xs" c="dimmed" className={style.words}>
            {more}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {startedAt === null ? (
          own.unknown
        ) : (
          <>
            {ticket === '' ? null : (
              <Anchor
                component={Link}
                href={ticketPath(ticket)}
                fz="sm"
                className={`figures ${style.ticket}`}
              >
                {ticket}
              </Anchor>
            )}
            <Text fz="xs" c="dimmed">
              {[formats.moment(startedAt, now), agentName, state === 'erased' ? own.erased : null]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
