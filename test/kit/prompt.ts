import { join } from 'node:path';
import type { Earpiece } from '../../src/sip-phone/earpiece.ts';
import { readSound } from '../../src/sip-phone/wav.ts';
import { waitUntil } from './wait-until.ts';

const RATE = 8_000;
/** Sound is thinned out by this factor before it is compared: speech is told apart by its lower tones. */
const THINNED = 4;
/** How much of a sound is looked for, and from where on. */
interface Piece {
  readonly fromMs: number;
  readonly ms: number;
}
/** Of a prompt: long enough to be no other one's, short enough to be quick. */
const OF_A_PROMPT: Piece = { fromMs: 300, ms: 500 };
/** A number is one word, and its end alone may be another one's: "dos" is also the end of "veintidós". */
const OF_A_NUMBER: Piece = { fromMs: 0, ms: 700 };
/** How well what was heard must fit, 0 to 1. The telephone's coding costs little; other speech stays below 0.4. */
const LIKENESS = 0.65;
const LOOK_BACK_MS = 3_000;
/** Looking costs some milliseconds, and the voices of other calls must not stutter. */
const LOOK_EVERY_MS = 250;

const pieces = new Map<string, Float32Array>();

function pieceOf(file: string, { fromMs, ms }: Piece): Float32Array {
  const known = pieces.get(file);
  if (known) return known;
  const { samples } = readSound(file);
  const piece = thinned(samples.subarray((fromMs * RATE) / 1000, ((fromMs + ms) * RATE) / 1000));
  pieces.set(file, piece);
  return piece;
}

/** Whether this prompt was heard within the last three seconds. */
export function heardPrompt(earpiece: Earpiece, name: string): boolean {
  return heardPiece(earpiece, pieceOf(`ivr-flows/prompts/es/${name}.wav`, OF_A_PROMPT));
}

function heardPiece(earpiece: Earpiece, piece: Float32Array): boolean {
  return likeness(thinned(earpiece.last(LOOK_BACK_MS)), piece) >= LIKENESS;
}

/** Waits until somebody hears a prompt on their telephone. */
export async function untilHeard(
  call: { readonly earpiece: Earpiece },
  name: string,
  ms = 30_000,
): Promise<void> {
  const what = `the prompt ${name} is heard`;
  await waitUntil(() => heardPrompt(call.earpiece, name), { what, within: ms, every: LOOK_EVERY_MS });
}

/** How often somebody hears a prompt until something is so. */
export async function timesHeard(
  { earpiece }: { readonly earpiece: Earpiece },
  name: string,
  { until, ms = 30_000 }: { readonly until: () => boolean; readonly ms?: number },
): Promise<number> {
  let times = 0;
  await waitUntil(
    () => {
      if (heardPrompt(earpiece, name)) {
        times += 1;
        // What was counted is not counted again with the next look.
        earpiece.forget();
      }
      return until();
    },
    { what: `the end of counting ${name}`, within: ms, every: LOOK_EVERY_MS },
  );
  return times;
}

/** Waits until somebody hears a number of one word in Asterisk's own voice; `sounds` is its folder. */
export async function untilHeardNumber(
  call: { readonly earpiece: Earpiece },
  sounds: string,
  number: number,
  ms = 30_000,
): Promise<void> {
  const piece = pieceOf(join(sounds, 'digits', `${number}.wav`), OF_A_NUMBER);
  const what = `the number ${number} is heard`;
  await waitUntil(() => heardPiece(call.earpiece, piece), { what, within: ms, every: LOOK_EVERY_MS });
}

/** The best normalised correlation of a piece with any place of a sound, 0 to 1. */
function likeness(sound: Float32Array, piece: Float32Array): number {
  const pieceEnergy = energyOf(piece, 0, piece.length);
  let best = 0;
  for (let at = 0; at + piece.length <= sound.length; at += 1) {
    let product = 0;
    for (let i = 0; i < piece.length; i += 1) product += (piece[i] ?? 0) * (sound[at + i] ?? 0);
    // The place that fits best is also where the product is greatest, but for louder sound of another kind.
    if (product <= best * pieceEnergy * 0.25) continue;
    const energy = energyOf(sound, at, piece.length);
    if (energy > pieceEnergy / 16) best = Math.max(best, product / Math.sqrt(energy * pieceEnergy));
  }
  return best;
}

function energyOf(samples: Float32Array, from: number, count: number): number {
  let energy = 0;
  for (let i = from; i < from + count; i += 1) energy += (samples[i] ?? 0) ** 2;
  return energy;
}

/** Every sample is the mean of some, which takes away what is too high to be kept. */
function thinned(samples: Int16Array): Float32Array {
  const few = new Float32Array(Math.floor(samples.length / THINNED));
  for (let i = 0; i < few.length; i += 1) {
    let sum = 0;
    for (let j = 0; j < THINNED; j += 1) sum += samples[i * THINNED + j] ?? 0;
    few[i] = sum / THINNED;
  }
  return few;
}
