import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Earpiece } from '../../src/sip-phone/earpiece.ts';
import { readSound } from '../../src/sip-phone/wav.ts';
import { heardPrompt } from './prompt.ts';

test('a prompt is told from every other one, wherever in the sound it begins', () => {
  const { samples } = readSound('ivr-flows/prompts/es/sin-ruta.wav');
  const others = readdirSync('ivr-flows/prompts/es')
    .filter(file => file.endsWith('.wav') && file !== 'sin-ruta.wav')
    .map(file => file.replace('.wav', ''));
  for (const before of [1_600, 1_601, 1_603]) {
    const heard = new Earpiece();
    heard.add(new Int16Array(before));
    heard.add(samples.subarray(0, 16_000));
    expect(heardPrompt(heard, 'sin-ruta'), `${before} samples before it`).toBe(true);
    if (before === 1_600) expect(others.filter(name => heardPrompt(heard, name))).toEqual([]);
  }
  expect(heardPrompt(new Earpiece(), 'sin-ruta')).toBe(false);
});
