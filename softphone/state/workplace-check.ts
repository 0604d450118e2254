import { TROUBLE_FROM } from '../../src/calls/voice/figures.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import type { LineState } from '../phone/phone.ts';
import type { MicrophoneState } from '../phone/sound.ts';
import type { WayResult } from '../phone/way-check.ts';
import type { WayFigures } from '../phone/way-figures.ts';

/** What a workplace is checked for, and all that may be wrong with each; the names of the sentences that say it. */
export interface CheckFaults {
  readonly line: 'unregistered' | 'elsewhere' | 'unseen';
  readonly link: 'away' | 'calls-away' | 'slow';
  readonly microphone: Exclude<MicrophoneState, 'granted' | 'unasked'> | 'busy' | 'unanswered';
  readonly hears: 'dead' | 'quiet';
  readonly echo: 'heard' | 'unplayed';
  readonly bell: 'no-output' | 'unplayed' | 'unheard' | 'unanswered';
  readonly buttons: 'busy' | 'unpressed';
  readonly way: Exclude<WayResult['is'], 'there'> | 'loses-there' | 'loses-back' | 'jitters' | 'delays';
}

export type CheckName = keyof CheckFaults;

/** In the order in which they are shown. */
export const CHECKS = kindsOf<CheckName>({
  line: true,
  link: true,
  microphone: true,
  hears: true,
  echo: true,
  bell: true,
  buttons: true,
  way: true,
});

/** `asks`: the person is to do something for it. `untried`: nothing can be said without what is missing above. */
export type Outcome<Name extends CheckName = CheckName> =
  | { readonly is: 'waits' | 'runs' | 'asks' | 'good' | 'untried' }
  | { readonly is: 'bad'; readonly fault: CheckFaults[Name] };

export type Outcomes = { readonly [Name in CheckName]: Outcome<Name> };

/** What was found, for the page and for whoever is to help. */
export interface CheckPicture {
  /** Epoch ms by this browser's clock. */
  readonly at: number;
  readonly outcomes: Outcomes;
  /** The name of the microphone; empty where none opened. */
  readonly device: string;
  /** The name of the headset whose buttons are tried; empty where there is none. */
  readonly headset: string;
  /** There and back to the server, ms; null: it did not answer. */
  readonly linkMs: number | null;
  readonly way: WayFigures | null;
}

export const newCheck = (at: number): CheckPicture => ({
  at,
  outcomes: {
    line: { is: 'waits' },
    link: { is: 'waits' },
    microphone: { is: 'waits' },
    hears: { is: 'waits' },
    echo: { is: 'waits' },
    bell: { is: 'waits' },
    buttons: { is: 'waits' },
    way: { is: 'waits' },
  },
  device: '',
  headset: '',
  linkMs: null,
  way: null,
});

export const isComplete = ({ outcomes }: CheckPicture): boolean =>
  CHECKS.every(name => ['good', 'bad', 'untried'].includes(outcomes[name].is));

/** How many things are to be mended; one that was kept by an older page may know less. */
export const toMend = ({ outcomes }: { readonly outcomes: Partial<Outcomes> }): number =>
  CHECKS.filter(name => outcomes[name]?.is === 'bad').length;

/** What is there to be checked: who has no headset with buttons reads nothing of them. */
export const checksOf = ({ headset }: CheckPicture): readonly CheckName[] =>
  headset === '' ? CHECKS.filter(name => name !== 'buttons') : CHECKS;

const GOOD = { is: 'good' } as const;

export function lineOutcome(line: LineState['kind'], isSeen: boolean): Outcome<'line'> {
  if (line === 'elsewhere') return { is: 'bad', fault: 'elsewhere' };
  if (line !== 'registered') return { is: 'bad', fault: 'unregistered' };
  return isSeen ? GOOD : { is: 'bad', fault: 'unseen' };
}

export function linkOutcome(isUp: boolean, callsAway: boolean, linkMs: number | null): Outcome<'link'> {
  if (!isUp || linkMs === null) return { is: 'bad', fault: 'away' };
  if (callsAway) return { is: 'bad', fault: 'calls-away' };
  return linkMs < TROUBLE_FROM.rttMs ? GOOD : { is: 'bad', fault: 'slow' };
}

export function wayOutcome(result: WayResult): Outcome<'way'> {
  if (result.is !== 'there') return { is: 'bad', fault: result.is };
  const { lossThere, lossBack, jitterThereMs, jitterBackMs, rttMs } = result.figures;
  if ((lossThere ?? 0) >= TROUBLE_FROM.loss) return { is: 'bad', fault: 'loses-there' };
  if (lossBack >= TROUBLE_FROM.loss) return { is: 'bad', fault: 'loses-back' };
  if ((rttMs ?? 0) >= TROUBLE_FROM.rttMs) return { is: 'bad', fault: 'delays' };
  const jitter = Math.max(jitterThereMs ?? 0, jitterBackMs);
  return jitter < TROUBLE_FROM.jitterMs ? GOOD : { is: 'bad', fault: 'jitters' };
}

/** Speech at this level, dBFS, is understood once the browser has levelled it. */
const SPEECH_DBFS = -45;

/** What a microphone was heard to say until now. */
export interface Said {
  /** Nothing but zeros: it is muted where no page sees it. */
  readonly dead: boolean;
  /** For how many looks it was as loud as speech. */
  readonly loud: number;
}

export const NOTHING_SAID: Said = { dead: true, loud: 0 };

export function heardSaid(said: Said, samples: Float32Array): Said {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const isLoud = 10 * Math.log10(power + 1e-12) >= SPEECH_DBFS;
  return { dead: said.dead && power === 0, loud: said.loud + (isLoud ? 1 : 0) };
}

/** So many looks make a word; a knock on the table is one. */
const WORD_LOOKS = 6;

export const hasSpoken = ({ loud }: Said): boolean => loud >= WORD_LOOKS;

export function hearsOutcome(said: Said): Outcome<'hears'> {
  if (hasSpoken(said)) return GOOD;
  return { is: 'bad', fault: said.dead ? 'dead' : 'quiet' };
}
