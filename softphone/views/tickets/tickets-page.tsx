import {
  Alert,
  Button,
  Center,
  Checkbox,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowLeft, IconSearch, IconTicket } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useSearch } from 'wouter/use-browser-location';
import { kindsOf } from '../../../src/kit/kinds.ts';
import { reachOf } from '../../../src/kit/searchable.ts';
import type { ListedState } from '../../../src/tickets/listed.ts';
import type { TicketSearch } from '../../link/api.ts';
import { ownAreas } from '../../state/areas.ts';
import { ticketIn } from '../../state/route.ts';
import {
  filtersIn,
  fitsFilters,
  TICKET_LEVELS,
  type TicketFilters,
  ticketListPath,
} from '../../state/ticket-filters.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { Loading } from '../desk/loading.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import { TicketPanel } from './ticket-panel.tsx';
import { TicketRow } from './ticket-row.tsx';
import style from './tickets.module.css';
import { useTicketList } from './use-ticket-list.ts';

const PAGE = 50;
const STATES = kindsOf<ListedState>({
  open: true,
  abandoned: true,
  received: true,
  'in-progress': true,
  'contact-customer': true,
  closed: true,
  'left-in-menu': true,
  'internal-call': true,
});

interface Filters extends TicketFilters {
  readonly text: string;
}

/** All tickets the reader may see, with filters; the chosen one beside the list. */
export function TicketsPage() {
  const { words, say } = useWords();
  const [, go] = useLocation();
  const query = useSearch();
  const number = ticketIn(query);
  const [sought, setSought] = useState('');
  const filters: Filters = { ...filtersIn(query), text: sought };
  const setFilters = ({ text: written, ...narrowed }: Filters) => {
    setSought(written);
    go(ticketListPath(narrowed, number), { replace: true });
  };
  const [limit, setLimit] = useState(PAGE);
  const [text] = useDebouncedValue(filters.text, 250);
  const search: TicketSearch = {
    limit,
    ...(filters.state ? { state: filters.state } : {}),
    ...(filters.level ? { level: Number(filters.level) } : {}),
    ...(filters.area ? { area: filters.area } : {}),
    ...(filters.mine ? { assignee: 'me' } : {}),
    ...(text.trim() ? { text: text.trim() } : {}),
  };
  const own = useSeen(({ who }) => who.person.id);
  const areas = useSeen(ownAreas);
  const listing = useTicketList(reachOf(text) === 'too-short' ? null : search);
  const tooShort = listing.fault?.code === 'search-too-short' || reachOf(text) === 'too-short';
  const beyond = listing.items.some(card => !fitsFilters(card, filters, own));

  return (
    <div className={style.page} data-picked={number !== null}>
      <Paper className={style.pane}>
        <FilterBar filters={filters} onChange={setFilters} total={listing.total} />
        <div className={style.scroll} data-loading={listing.loading}>
          {tooShort ? (
            <Text p="md" c="dimmed" role="status">
              {words.list.tooShort}
            </Text>
          ) : null}
          {beyond && text.trim() ? (
            <Text px="md" pt="sm" fz="sm" c="dimmed" role="status" data-beyond-filters>
              {words.list.beyondFilters}
            </Text>
          ) : null}
          {listing.fault && !tooShort ? (
            <Alert color="red" m="sm" role="alert">
              {say(listing.fault.words)}
            </Alert>
          ) : null}
          {listing.loading && listing.items.length === 0 ? (
            <Center p="xl">
              <Loading size="sm" />
            </Center>
          ) : null}
          {!listing.loading && !listing.fault && !tooShort && listing.items.length === 0 ? (
            <Stack align="center" p="xl" gap={2} ta="center">
              <Text fw={600}>{words.list.none}</Text>
              <Text c="dimmed">{words.list.noneHint}</Text>
              {areas === null ? null : (
                <Text c="dimmed" fz="sm" mt="xs" data-in-sight>
                  {words.list.inSight(areas.join(', '))}
                </Text>
              )}
            </Stack>
          ) : null}
          {listing.items.map(card => (
            <TicketRow
              key={card.number}
              card={card}
              current={card.number === number}
              onPick={() => go(ticketListPath(filters, card.number))}
            />
          ))}
          {listing.items.length < listing.total ? (
            <Center p="sm">
              <Button variant="subtle" onClick={() => setLimit(count => Math.min(200, count + PAGE))}>
                {words.list.more}
              </Button>
            </Center>
          ) : null}
        </div>
      </Paper>
      <Paper className={style.pane}>
        {number ? (
          <>
            <div className={style.toList}>
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconArrowLeft size={15} aria-hidden />}
                onClick={() => go(ticketListPath(filters, null))}
              >
                {words.ticket.toList}
              </Button>
            </div>
            <TicketPanel key={number} number={number} />
          </>
        ) : (
          <Empty icon={<IconTicket {...EMPTY_ICON} />}>{words.list.pick}</Empty>
        )}
      </Paper>
    </div>
  );
}

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly total: number;
}

function FilterBar({ filters, onChange, total }: FilterBarProps) {
  const { words } = useWords();
  const areas = useAreas(filters.area);
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  return (
    <Stack gap={8} className={style.bar}>
      <Group justify="space-between">
        <Title order={1} fz={18}>
          {words.ticket.many}
        </Title>
        <Text fz="sm" c="dimmed" role="status">
          {words.list.count(total)}
        </Text>
      </Group>
      <TextInput
        type="search"
        aria-label={words.list.search}
        placeholder={words.list.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filters.text}
        onChange={event => set({ text: event.currentTarget.value })}
      />
      <Group gap={8} wrap="nowrap" align="end" className={style.filters}>
        <Select
          size="xs"
          label={words.list.state}
          data={[
            { value: '', label: words.list.any },
            ...STATES.map(state => ({ value: state, label: words.ticket.state[state] ?? state })),
          ]}
          value={filters.state}
          allowDeselect={false}
          onChange={state => set({ state: state ?? '' })}
        />
        <Select
          size="xs"
          label={words.list.level}
          data={[
            { value: '', label: words.list.any },
            ...TICKET_LEVELS.map(level => ({ value: String(level), label: words.ticket.level(level) })),
          ]}
          value={filters.level}
          allowDeselect={false}
          onChange={level => set({ level: level ?? '' })}
        />
        <Select
          size="xs"
          label={words.list.area}
          data={[{ value: '', label: words.list.anyArea }, ...areas]}
          value={filters.area}
          allowDeselect={false}
          onChange={area => set({ area: area ?? '' })}
        />
        <Checkbox
          label={words.list.onlyMine}
          checked={filters.mine}
          mb={5}
          style={{ whiteSpace: 'nowrap' }}
          onChange={event => set({ mine: event.currentTarget.checked })}
        />
      </Group>
    </Stack>
  );
}

/** The areas, those of tickets that passed by, and the one that the address names. */
function useAreas(chosen: string): readonly { value: string; label: string }[] {
  const areas = useSeen(screen => screen.areas);
  const tickets = useSeen(screen => screen.tickets);
  const named = areas.filter(({ name }) => name !== '');
  const titles = new Map(named.map(({ name, title }) => [name, title]));
  for (const ticket of Object.values(tickets)) {
    if (ticket.area !== '' && !titles.has(ticket.area)) titles.set(ticket.area, ticket.area);
  }
  if (chosen !== '' && !titles.has(chosen)) titles.set(chosen, chosen);
  return [...titles].map(([value, label]) => ({ value, label }));
}
