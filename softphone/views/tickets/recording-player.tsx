import { ActionIcon, Badge, Group, Select, Text } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type WaveSurfer from 'wavesurfer.js';
import type { RecordingCard } from '../../../src/http/shapes.ts';
import { audioAddress } from '../../link/api.ts';
import { cutsOf } from '../../state/recording-cuts.ts';
import { clockSpan } from '../../words/format.ts';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import style from './tickets.module.css';

/** One recording: play, see where the voices are and where nothing was recorded, jump there by mouse or arrows. */
export function RecordingPlayer({ card }: { readonly card: RecordingCard }) {
  const { words, formats } = useWords();
  const now = useNow();
  return (
    <div data-recording={card.id}>
      <Group gap={8} mb={4} wrap="nowrap">
        <Text fz="xs" c="dimmed" className="figures" truncate>
          {formats.moment(card.startedAt, now)} · {card.agentName ?? '–'} · {clockSpan(card.durationMs)}
        </Text>
        {card.gaps.length > 0 ? <Badge color="yellow">{words.recording.gaps(card.gaps.length)}</Badge> : null}
      </Group>
      {card.state === 'kept' ? <Wave card={card} /> : <Text fz="sm">{words.recording[card.state]}</Text>}
    </div>
  );
}

/** The recording that sounds now: two voices at once are understood by nobody. */
let sounding: WaveSurfer | null = null;

function Wave({ card: given }: { readonly card: RecordingCard }) {
  const { words } = useWords();
  // A kept recording never changes; that the list is read again must not stop it in mid-sentence.
  const [card] = useState(given);
  const place = useRef<HTMLDivElement>(null);
  const wave = useRef<WaveSurfer | null>(null);
  /** Play was pressed before the waveform was there. */
  const wanted = useRef(false);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [broken, setBroken] = useState(false);
  const [speed, setSpeed] = useState('1');
  const seconds = card.durationMs / 1000;

  useEffect(() => {
    const container = place.current;
    if (!container) return;
    let gone = false;
    const media = new Audio();
    media.preload = 'none';
    media.src = audioAddress(card.id);
    media.addEventListener('error', () => setBroken(true));
    // The waveform is drawn from the peaks of the card; no audio is fetched until someone plays it.
    void import('wavesurfer.js').then(({ default: Wavesurfer }) => {
      if (gone) return;
      const calm = getComputedStyle(container).getPropertyValue('--calm').trim() || '#117283';
      const made = Wavesurfer.create({
        container,
        media,
        peaks: [card.peaks.length > 0 ? [...card.peaks] : [0, 0]],
        duration: seconds,
        height: 40,
        barWidth: 2,
        barGap: 1,
        barRadius: 1,
        cursorWidth: 2,
        cursorColor: calm,
        waveColor: '#8fa3ab',
        progressColor: calm,
        interact: false,
      });
      made.on('play', () => {
        if (sounding !== made) sounding?.pause();
        sounding = made;
        setPlaying(true);
      });
      made.on('pause', () => setPlaying(false));
      made.on('finish', () => setPlaying(false));
      made.on('timeupdate', setAt);
      wave.current = made;
      if (wanted.current) void made.play().catch(() => setBroken(true));
    });
    return () => {
      gone = true;
      media.pause();
      if (sounding === wave.current) sounding = null;
      wave.current?.destroy();
      wave.current = null;
    };
  }, [card, seconds]);

  const toggle = () => {
    if (wave.current) void wave.current.playPause().catch(() => setBroken(true));
    else wanted.current = !wanted.current;
  };

  return (
    <div className={style.player}>
      <ActionIcon
        size={36}
        radius="xl"
        onClick={toggle}
        aria-label={playing ? words.recording.pause : words.recording.play}
        data-action="play-recording"
        data-playing={playing}
      >
        {playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </ActionIcon>
      <div className={style.wave}>
        <div ref={place} aria-hidden="true" />
        {cutsOf(card).map(cut => (
          <span
            key={cut.atMs}
            className={style.gap}
            title={`${words.recording.gaps(1)}: ${clockSpan(cut.missingMs)}`}
            style={{ left: `${(cut.atMs / Math.max(card.durationMs, 1)) * 100}%` }}
          />
        ))}
        <input
          type="range"
          min={0}
          max={seconds}
          step={1}
          value={Math.min(at, seconds)}
          aria-label={words.recording.position}
          aria-valuetext={clockSpan(at * 1000)}
          onChange={event => {
            const to = Number(event.currentTarget.value);
            wave.current?.setTime(to);
            setAt(to);
          }}
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
            setSpeed(value ?? '1');
            wave.current?.setPlaybackRate(Number(value ?? 1), true);
          }}
        />
      </Group>
      {broken ? (
        <Text fz="xs" c="var(--mantine-color-error)" role="alert" style={{ gridColumn: '1 / -1' }}>
          {words.recording.unplayable}
        </Text>
      ) : null}
    </div>
  );
}
