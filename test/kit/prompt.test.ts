import { expect, test } from 'vitest';
import { Heard } from '../../src/launcher/call/heard.ts';
import { readWav } from '../../src/launcher/call/wav.ts';
import { heardPrompt } from './prompt.ts';

test('a prompt is told from another one that was heard', () => {
  const heard = new Heard();
  const { samples } = readWav('ivr-flows/prompts/es/sin-ruta.wav');
  heard.add(new Int16Array(1_600));
  heard.add(samples.subarray(0, 16_000));
  expect(heardPrompt(heard, 'sin-ruta')).toBe(true);
  for (const other of ['bienvenida', 'fuera-de-horario', 'no-se-oyo', 'opcion-no-valida', 'despedida']) {
    expect(heardPrompt(heard, other), other).toBe(false);
  }
  expect(heardPrompt(new Heard(), 'sin-ruta')).toBe(false);
});
