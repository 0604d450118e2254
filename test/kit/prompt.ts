import type { Heard } from '../../src/launcher/call/heard.ts';
import { readWav } from '../../src/launcher/call/wav.ts';

/** How much of a prompt is looked for, and from where on: long enough to be no other one's, short enough to be quick. */
const PIECE = { fromMs: 300, ms: 500 };
const RATE = 8_000;
/** How well what was heard must fit, 0 to 1. The telephone's coding costs little; other speech stays below 0.3. */
const LIKENESS = 0.75;
/** Samples are looked at in steps first, and closely only where they fit roughly. */
const LOOK_BACK_MS = 3_000;

const pieces = new Map<string, Int16Array>();

function pieceOf(name: string): Int16Array {
  const known = pieces.get(name);
  if (known) return known;
  const { samples } = readWav(`ivr-flows/prompts/es/${name}.wav`);
  const from = (PIECE.fromMs * RATE) / 1000;
  const piece = samples.subarray(from, from + (PIECE.ms * RATE) / 1000);
  pieces.set(name, piece);
  return piece;
}

/** Whether this prompt was heard within the last three seconds. */
export function heardPrompt(heard: Heard, name: string): boolean {
  return likeness(heard.last(LOOK_BACK_MS), pieceOf(name)) >= LIKENESS;
}

/** The best normalised correlation of a piece with any place of a sound, 0 to 1. */
export function likeness(sound: Int16Array, piece: Int16Array): number {
  const pieceEnergy = energyOf(piece, 0, piece.length);
  let energy = energyOf(sound, 0, piece.length);
  let best = 0;
  for (let at = 0; at + piece.length <= sound.length; at += 1) {
    if (at > 0) {
      const gone = sound[at - 1] ?? 0;
      const come = sound[at + piece.length - 1] ?? 0;
      energy += come * come - gone * gone;
    }
    if (energy < pieceEnergy / 16) continue;
    let product = 0;
    for (let i = 0; i < piece.length; i += 1) product += (piece[i] ?? 0) * (sound[at + i] ?? 0);
    best = Math.max(best, product / Math.sqrt(energy * pieceEnergy));
  }
  return best;
}

function energyOf(samples: Int16Array, from: number, count: number): number {
  let energy = 0;
  for (let i = from; i < from + count; i += 1) energy += (samples[i] ?? 0) ** 2;
  return energy;
}
