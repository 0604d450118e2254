import { ActionIcon, Badge, Group, Select, Text } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import type { Playback } from '../../state/playback.ts';
import { cutsOf } from '../../state/recording-cuts.ts';
import { clockSpan, exactSpan, roundSpan } from '../../words/format.ts';
import { Loading } from '../desk/loading.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import style from './tickets.module.css';
import { usePlayback } from './use-playback.ts';

/** One recording: play, see where the voices are and where nothing was recorded, jump there by mouse or arrows. */
export function RecordingPlayer({ card }: { readonly card: RecordingCard }) {
  const { words, formats } = useWords();
  const now = useNow();
  return (
    <div data-recording={card.id}>
      <Group gap={8} mb={4} mih={22} wrap="nowrap">
        <Text fz="xs" c="dimmed" className="figures" truncate>
          {formats.moment(card.startedAt, now)} · {card.agentName ?? '–'}
          {card.state === 'pending' ? '' : ` · ${roundSpan(card.durationMs)}`}
        </Text>
        {card.kind === 'message' ? <Badge color="grape">{words.recording.message}</Badge> : null}
        {card.gaps.length > 0 ? <Badge color="yellow">{words.recording.gaps(card.gaps.length)}</Badge> : null}
      </Group>
      {card.state === 'kept' ? <Wave card={card} /> : <Text fz="sm">{words.recording[card.state]}</Text>}
    </div>
  );
}

/** A recording of a few seconds has this many places to jump to; a longer one has one each second. */
const PLACES = 20;

function Wave({ card: given }: { readonly card: RecordingCard }) {
  const { words, formats } = useWords();
  const now = useNow();
  // A kept recording never changes; that the list is read again must not stop it in mid-sentence.
  const [card] = useState(given);
  const place = useRef<HTMLDivElement>(null);
  const { playback, toggle, seek, setSpeed } = usePlayback(card, place);
  const [speed, chooseSpeed] = useState('1');
  const { phase, at, trouble } = playback;
  const seconds = card.durationMs / 1000;
  const cuts = cutsOf(card);
  const { play, loading, pause } = words.recording;
  const labels = { still: play, loading, sounding: pause };

  return (
    <div className={style.player}>
      <ActionIcon
        size={36}
        radius="xl"
        onClick={toggle}
        aria-label={labels[phase]}
        aria-busy={phase === 'loading'}
        data-action="play-recording"
        data-playing={phase === 'sounding'}
      >
        {ICONS[phase]}
      </ActionIcon>
      <div className={style.wave}>
        <div ref={place} aria-hidden="true" />
        {cuts.map(cut => (
          <span
            key={cut.sinceMs}
            className={style.gap}
            title={words.recording.gap(exactSpan(cut.missingMs))}
            style={{ left: `${(cut.atMs / Math.max(card.durationMs, 1)) * 100}%` }}
          />
        ))}
        <input
          type="range"
          min={0}
          max={seconds}
          step={Math.min(1, seconds / PLACES)}
          value={Math.min(at, seconds)}
          aria-label={words.recording.position}
          aria-valuetext={clockSpan(at * 1000)}
          onChange={event => seek(Number(event.currentTarget.value))}
        />
      </div>
      <Group gap={6} wrap="nowrap">
        <Text fz="xs" className="figures" w={34} ta="right">
          {clockSpan(at * 1000)}
        </Text>
        <Select
          size="xs"
          w={68}
          aria-label={words.recording.speed}
          data={['1', '1.25', '1.5', '2'].map(value => ({ value, label: `${value}×` }))}
          value={speed}
          allowDeselect={false}
          onChange={value => {
            chooseSpeed(value ?? '1');
            setSpeed(Number(value ?? 1));
          }}
        />
      </Group>
      {cuts.length > 0 ? (
        <ul className={style.gaps}>
          {cuts.map(cut => (
            <li key={cut.sinceMs}>
              <button type="button" onClick={() => seek(cut.atMs / 1000)} data-gap={cut.missingMs}>
                <span className="figures">{clockSpan(cut.atMs)}</span>
                {` · ${words.recording.gap(exactSpan(cut.missingMs))} · `}
                <time>{formats.moment(card.startedAt + cut.sinceMs, now)}</time>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {trouble ? (
        <Text
          fz="xs"
          c="var(--mantine-color-error)"
          role="alert"
          style={{ gridColumn: '1 / -1' }}
          data-trouble={trouble}
        >
          {words.recording.trouble[trouble]}
        </Text>
      ) : null}
    </div>
  );
}

const ICONS: Record<Playback['phase'], ReactNode> = {
  still: <IconPlayerPlayFilled size={18} />,
  loading: <Loading size={18} color="currentColor" silent />,
  sounding: <IconPlayerPauseFilled size={18} />,
};
