import { Alert, Anchor, Button, Group, Paper, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconEar, IconMicrophone } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useSearch } from 'wouter/use-browser-location';
import { reachOf } from '../../../src/kit/searchable.ts';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import { can } from '../../../src/rights/capabilities.ts';
import { listensPath } from '../../state/listen-search.ts';
import {
  callsTogether,
  recordingFiltersIn,
  recordingSearch,
  recordingsPath,
} from '../../state/recording-filters.ts';
import { ticketPath } from '../../state/route.ts';
import { queueTitle } from '../../state/screen.ts';
import { recordingsWords } from '../../words/recordings.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { RecordingPlayer } from '../tickets/recording-player.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { DownloadDialog } from './download-dialog.tsx';
import { RecordingFilterBar } from './recording-filter-bar.tsx';
import style from './recordings.module.css';
import { usePages } from './use-pages.ts';

const PAGE = 25;

/** Recordings, found by what is known of them, newest first; each played, taken along and asked who heard it in its place. */
export function RecordingsPage() {
  const { api } = useWorkplace();
  const zone = useSeen(screen => screen.who.centre.timezone);
  const { words, say } = useWords();
  const own = useOwnWords(recordingsWords);
  const [, go] = useLocation();
  const filters = recordingFiltersIn(useSearch());
  const [typed, type] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 300);
  const [taken, take] = useState<RecordingCard | null>(null);
  const today = dayIn(zone, useMinute());
  const search = { ...recordingSearch(filters, { today, zone }), text, limit: PAGE };
  const tooShort = reachOf(text) === 'too-short';
  const { items, total, fault, hasMore, loading, more } = usePages(
    tooShort ? null : JSON.stringify(search),
    async after => {
      const list = await api.recordings(after === null ? search : { ...search, after });
      const last = list.items.at(-1);
      return {
        ...list,
        next: list.items.length < PAGE || last === undefined ? null : `${last.startedAt}.${last.id}`,
      };
    },
  );
  const isTooShort = tooShort || fault?.code === 'search-too-short';

  return (
    <div className={style.page}>
      <Paper className={style.panel}>
        <Group justify="space-between" p="10px 14px 2px" gap="sm">
          <Title order={1} fz={18}>
            {own.recordings.title}
          </Title>
          <Text fz="xs" c="dimmed" role="status" data-found={total}>
            {items === null || isTooShort ? '' : own.recordings.found(total)}
          </Text>
        </Group>
        <RecordingFilterBar
          filters={filters}
          typed={typed}
          onType={type}
          onChange={next => go(recordingsPath(next))}
        />
        <div className={style.scroll} aria-busy={loading}>
          {isTooShort ? (
            <Empty icon={<IconMicrophone {...EMPTY_ICON} />}>{words.list.tooShort}</Empty>
          ) : fault ? (
            <Alert color="red" m="sm" role="alert">
              {say(fault.words)}
            </Alert>
          ) : items?.length === 0 ? (
            <Empty icon={<IconMicrophone {...EMPTY_ICON} />}>{own.recordings.none}</Empty>
          ) : (
            <ul className={style.list}>
              {callsTogether(items ?? []).map(card => (
                <Row key={card.id} card={card} onTake={() => take(card)} />
              ))}
            </ul>
          )}
          {hasMore && !isTooShort ? (
            <Group justify="center" p="sm">
              <Button
                size="compact-sm"
                variant="default"
                loading={loading}
                onClick={more}
                data-action="more-recordings"
              >
                {own.recordings.more}
              </Button>
            </Group>
          ) : null}
        </div>
      </Paper>
      {taken ? <DownloadDialog card={taken} onClose={() => take(null)} /> : null}
    </div>
  );
}

/** The day of an instant by the centre's calendar, as a date field has it. */
const dayIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(at);

function Row({ card, onTake }: { readonly card: RecordingCard; readonly onTake: () => void }) {
  const { words, formats, say } = useWords();
  const own = useOwnWords(recordingsWords);
  const mayTake = useSeen(({ who }) => can(who.person, 'download-recordings'));
  const queue = useSeen(screen => (card.queue === null ? null : queueTitle(screen, card.queue)));
  const dispositions = useSeen(screen => screen.dispositions);
  const ended = dispositions.find(one => one.code === card.disposition);
  const about = [
    queue,
    card.direction === null ? null : own.recordings.directions[card.direction],
    ended ? say(ended.title) : card.disposition,
  ].filter(one => one !== null);
  return (
    <li className={style.row}>
      <div className={style.head}>
        {card.customerName === null ? null : (
          <Text fz="sm" fw={600} data-customer>
            {card.customerName}
          </Text>
        )}
        <Text fz="sm" fw={card.customerName === null ? 600 : undefined} className="figures">
          {card.ticket === '' && card.callerName
            ? card.callerName
            : formats.telephone(card.callerNumber) || words.call.hiddenNumber}
        </Text>
        {card.ticket === '' ? null : (
          <Anchor
            component={Link}
            href={ticketPath(card.ticket)}
            fz="sm"
            className={`figures ${style.ticket}`}
          >
            {card.ticket}
          </Anchor>
        )}
        <Text fz="xs" c="dimmed">
          {about.join(' · ')}
        </Text>
      </div>
      <RecordingPlayer card={card} />
      <div className={style.deeds}>
        {mayTake && card.state === 'kept' ? (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={onTake}
            data-action="take-recording"
          >
            {own.recordings.download}
          </Button>
        ) : null}
        <Button
          component={Link}
          href={listensPath({ person: '', recording: card.id })}
          size="compact-sm"
          variant="subtle"
          leftSection={<IconEar size={14} aria-hidden />}
          data-action="who-listened"
        >
          {own.recordings.whoListened}
        </Button>
      </div>
    </li>
  );
}
