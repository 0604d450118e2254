import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasChromium, launchBrowser, openPage } from './browser.ts';
import { toneInWav, wavMs, writeMicrophoneTone } from './tone.ts';

test('a microphone file holds its tone and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-kit-'));
  try {
    const path = join(folder, 'microphone.wav');
    writeMicrophoneTone(path, 600);
    expect(wavMs(path)).toBe(2000);
    expect(toneInWav(path, 600)).toBeCloseTo(-15, 0);
    expect(toneInWav(path, 700, { fromMs: 500, toMs: 1500 })).toBeLessThan(-60);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Runs in the page: the strongest frequency of the first sound that the microphone hears, in hertz. */
const loudestHertz = `(async () => {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 8192 });
  context.createMediaStreamSource(stream).connect(analyser);
  const levels = new Float32Array(analyser.frequencyBinCount);
  const isHeard = () => {
    analyser.getFloatFrequencyData(levels);
    return Math.max(...levels) > -40;
  };
  while (!isHeard()) await new Promise(requestAnimationFrame);
  const loudest = levels.indexOf(Math.max(...levels));
  return (loudest * context.sampleRate) / analyser.fftSize;
})()`;

test.skipIf(!hasChromium())(
  'the browser’s microphone has the tone it was given',
  { timeout: 30_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cauce-kit-'));
    const path = join(folder, 'microphone.wav');
    writeMicrophoneTone(path, 600);
    const server = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<title>prueba'),
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address() as AddressInfo;
    const browser = await launchBrowser({ microphone: path });
    try {
      const { page, problems } = await openPage(browser, `http://localhost:${address.port}/`);
      expect(await page.evaluate<number>(loudestHertz)).toBeCloseTo(600, -1);
      expect(problems.filter(problem => !problem.includes('favicon'))).toEqual([]);
    } finally {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true });
    }
  },
);
