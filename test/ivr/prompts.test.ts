import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CURRENCIES } from '../../src/ivr/currencies.ts';
import { readFlows } from '../../src/ivr/load.ts';
import { AMOUNT_PROMPTS, NUMBER_PROMPTS, PROMPTS, TICKET_STATE_PROMPTS } from '../../src/ivr/prompts.ts';
import { FLOWS } from './caller.ts';
import { faultLine } from './fault-line.ts';

const AUDIO = new URL('prompts/es/', FLOWS);
const files = readdirSync(AUDIO).sort();
const names = files.map(file => file.replace(/\.wav$/, '')).sort();
const texts: Record<string, string> = parse(readFileSync(new URL('prompts/es.yaml', FLOWS), 'utf8'));

/** The prompts of all that is counted. */
const nounPrompts = [...CURRENCIES.values()].flatMap(({ unit, part }) => [
  unit.one,
  unit.many,
  part.one,
  part.many,
]);

const ROOT = new URL('../../', import.meta.url);
const textsIn = (folder: URL): URL[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(yaml|conf)/.test(entry.name))
    .map(entry => new URL(entry.name, `${folder.href}/`));

/** The parts of a WAV's head that telephony cares for, and its samples from -1 to 1. */
function readWav(file: string) {
  const wav = readFileSync(new URL(file, AUDIO));
  const samples = Array.from(
    { length: (wav.length - 44) / 2 },
    (_, i) => wav.readInt16LE(44 + 2 * i) / 32768,
  );
  return {
    format: wav.readUInt16LE(20),
    channels: wav.readUInt16LE(22),
    rate: wav.readUInt32LE(24),
    bits: wav.readUInt16LE(34),
    dataBytes: wav.readUInt32LE(40),
    bytes: wav.length,
    samples,
  };
}

test('the flows of the project have no faults', async () => {
  const { flows, faults } = await readFlows(
    fileURLToPath(FLOWS),
    fileURLToPath(new URL('prompts/es', FLOWS)),
  );
  expect(faults.map(fault => faultLine(fault, 'en'))).toEqual([]);
  expect([...flows.keys()].sort()).toEqual(['averias-626', 'sin-ruta']);
});

test('every prompt our code names has audio', () => {
  const named = [PROMPTS, TICKET_STATE_PROMPTS, NUMBER_PROMPTS, AMOUNT_PROMPTS].flatMap(each =>
    Object.values<string>(each),
  );
  expect([...named, ...nounPrompts].filter(name => !names.includes(name))).toEqual([]);
});

test('every sentence has audio and every audio its sentence', () => {
  expect(names).toEqual(Object.keys(texts).sort());
});

test('no audio lies there that nobody is ever played', () => {
  const speakers = ['ivr-flows', 'asterisk-config', 'src/ivr/prompts.ts'].map(path => new URL(path, ROOT));
  const spoken = speakers
    .flatMap(place => (place.pathname.endsWith('.ts') ? [place] : textsIn(place)))
    .flatMap(file => readFileSync(file, 'utf8').match(/[a-z0-9]+(-[a-z0-9]+)*/g) ?? []);
  const known = new Set([...spoken, ...nounPrompts]);
  expect(names.filter(name => !known.has(name))).toEqual([]);
});

test('all prompts together are under 5 MB', () => {
  const bytes = files.reduce((sum, file) => sum + statSync(new URL(file, AUDIO)).size, 0);
  expect(bytes).toBeLessThan(5_000_000);
});

describe.each(files)('%s', file => {
  const wav = readWav(file);
  const seconds = wav.samples.length / 8000;
  const text = texts[file.replace(/\.wav$/, '')] ?? '';

  test('is 8 kHz, mono, 16 bit, and as long as its head says', () => {
    expect(wav).toMatchObject({ format: 1, channels: 1, rate: 8000, bits: 16, dataBytes: wav.bytes - 44 });
  });

  test('is as long as its sentence takes to say', () => {
    expect(seconds).toBeGreaterThan(0.3);
    expect(text.length / seconds).toBeGreaterThan(3);
    expect(text.length / seconds).toBeLessThan(25);
  });

  test('is loud enough and not clipped', () => {
    const peak = wav.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const rms = Math.sqrt(wav.samples.reduce((sum, sample) => sum + sample * sample, 0) / wav.samples.length);
    expect(peak).toBeLessThan(0.98);
    expect(peak).toBeGreaterThan(0.2);
    expect(rms).toBeGreaterThan(0.02);
  });

  test('begins and ends in silence, so that sentences can be joined without a click', () => {
    const quiet = [...wav.samples.slice(0, 40), ...wav.samples.slice(-40)];
    expect(Math.max(...quiet.map(Math.abs))).toBeLessThan(0.02);
  });
});
