import { isCalm, LONGEST_MS, MOST_SAMPLES, type VoiceSample } from '../../src/calls/voice/figures.ts';
import type { Api } from '../link/api.ts';
import type { Phone } from '../phone/phone.ts';
import { callArea } from './call-area.ts';
import { ownVoice } from './own-voice.ts';
import type { Screen } from './screen.ts';

/** How a voice is told on a good day, the first time, and while something is wrong, ms. */
const TOLD_EVERY_MS = 16_000;
const TOLD_HURRIED_MS = 4_000;

/** Spans that are not told yet; those of one mood that follow each other are one. */
export interface Untold {
  readonly call: string;
  readonly samples: readonly VoiceSample[];
  /** Something of this call was told already. */
  readonly begun: boolean;
}

/** Adds a span; of a call of which too much is untold, the oldest goes. */
export function withSpan(untold: Untold | null, call: string, span: VoiceSample): Untold {
  const before = untold?.call === call ? untold : { call, samples: [], begun: false };
  const last = before.samples.at(-1);
  const isAlike = last && isCalm(last) && isCalm(span) && last.ms + span.ms <= LONGEST_MS;
  const samples = isAlike ? [...before.samples.slice(0, -1), joined(last, span)] : [...before.samples, span];
  return { ...before, samples: samples.slice(-MOST_SAMPLES) };
}

/** Whether it is time to tell; `troubled`: a cause is named. */
export function isDue({ samples, begun }: Untold, troubled: boolean): boolean {
  const ms = samples.reduce((sum, each) => sum + each.ms, 0);
  const isHurried = !begun || troubled || !samples.every(isCalm);
  return ms >= (isHurried ? TOLD_HURRIED_MS : TOLD_EVERY_MS) - 100;
}

/** The call whose voice is here, and is a talk: nobody is on hold. */
export function voiceHere(screen: Screen): string | null {
  const area = callArea(screen);
  if (area.kind !== 'talking' || area.voice !== 'here' || area.onHold) return null;
  return area.call && !area.call.farHold && !area.call.message ? area.id : null;
}

/** The centre names a cause for how my voice is. */
function isTroubled(screen: Screen): boolean {
  const area = callArea(screen);
  const own = area.kind === 'talking' ? ownVoice(area.call, screen.who.person.id) : null;
  return own !== null && own.cause !== null;
}

/**
 * Tells the centre how the voice of the talk is: now and then, and at once when something is wrong. What cannot be told is told
 * later, or lost; nothing else depends on it.
 */
export function keepVoiceTold(
  phone: Pick<Phone, 'onVoice'>,
  screen: () => Screen,
  api: Pick<Api, 'reportVoice'>,
): () => void {
  let untold: Untold | null = null;
  let isTelling = false;
  return phone.onVoice(span => {
    const now = screen();
    const call = voiceHere(now);
    if (call === null) {
      untold = null;
      return;
    }
    untold = withSpan(untold, call, span);
    const isReached = now.link === 'up' && !now.callsAway;
    if (isTelling || !isReached || !isDue(untold, isTroubled(now))) return;
    const told = untold.samples;
    untold = { call, samples: [], begun: true };
    isTelling = true;
    void api
      .reportVoice(call, told)
      .catch(() => undefined)
      .finally(() => {
        isTelling = false;
      });
  });
}

function joined(one: VoiceSample, other: VoiceSample): VoiceSample {
  const ms = one.ms + other.ms;
  const mean = (a: number, b: number) => (a * one.ms + b * other.ms) / ms;
  const [a, b] = [one.heard, other.heard];
  return {
    ms,
    heard: {
      received: a.received + b.received,
      lost: a.lost + b.lost,
      late: a.late + b.late,
      overtaken: a.overtaken + b.overtaken,
      gaps: a.gaps + b.gaps,
      jitterMs: mean(a.jitterMs, b.jitterMs),
      bufferMs: mean(a.bufferMs, b.bufferMs),
    },
    ...(one.sent && other.sent
      ? {
          sent: {
            ms: one.sent.ms + other.sent.ms,
            packets: one.sent.packets + other.sent.packets,
            came: one.sent.came + other.sent.came,
          },
        }
      : { sent: one.sent ?? other.sent }),
    ...(one.said && other.said ? { said: weighed(one.said, other.said) } : { said: one.said ?? other.said }),
    rttMs:
      one.rttMs === undefined || other.rttMs === undefined
        ? (one.rttMs ?? other.rttMs)
        : mean(one.rttMs, other.rttMs),
  };
}

type Said = NonNullable<VoiceSample['said']>;
const weighed = (one: Said, other: Said): Said => {
  const ms = one.ms + other.ms;
  return {
    ms,
    loss: (one.loss * one.ms + other.loss * other.ms) / ms,
    jitterMs: (one.jitterMs * one.ms + other.jitterMs * other.ms) / ms,
    overtaken: one.overtaken + other.overtaken,
  };
};
