import { Tooltip } from '@mantine/core';
import type { VoicePicture } from '../../../src/supervision/events.ts';
import style from './voice-bars.module.css';

const BARS = [1, 2, 3, 4, 5] as const;

/** How a voice is, of five; what it means on hover, on focus and for who does not see it. */
export function VoiceBars({
  voice: { steps, cause },
  sentence,
}: {
  readonly voice: VoicePicture;
  readonly sentence: string;
}) {
  return (
    <Tooltip label={sentence} multiline maw={300} events={{ hover: true, focus: true, touch: true }}>
      <button
        type="button"
        className={style.sign}
        aria-label={sentence}
        data-voice={steps}
        data-voice-cause={cause ? `${cause.side} ${cause.trouble}` : ''}
        data-bad={cause !== null}
      >
        <svg viewBox="0 0 20 16" width={20} height={16} aria-hidden>
          {BARS.map(bar => (
            <rect
              key={bar}
              x={(bar - 1) * 4}
              y={16 - bar * 3}
              width={3}
              height={bar * 3}
              rx={0.5}
              data-on={bar <= steps}
            />
          ))}
        </svg>
      </button>
    </Tooltip>
  );
}
