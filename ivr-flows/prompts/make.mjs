// Reads the sentences of es.yaml aloud into es/<name>.wav: 8 kHz, mono, 16 bit, as the switch plays them.
// Run by `npm run prompts`; needs espeak-ng (apt-get install espeak-ng). The voice is provisional.
// With names as arguments only those are made: `npm run prompts -- bienvenida despedida`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const HERE = dirname(fileURLToPath(import.meta.url));
const RATE = 8000;
/** A Latin American voice near the one that speaks the numbers in Asterisk's Spanish sound set. */
const VOICE = ['-v', 'es-419+f2', '-p', '48', '-g', '1', '-a', '80'];
/** Words a minute; a single word is a piece of a sentence, where it is shorter than by itself. */
const PACE = { sentence: '168', word: '210' };
/** Loudness all prompts share, and the peak none may pass (of full scale). */
const RMS = 0.1;
const PEAK = 0.85;
/** Below this a sample counts as silence. */
const SILENCE = 0.004;
/** Silence before and after the words, so that sentences can be joined. */
const MARGIN_SECONDS = 0.06;
const FADE_SECONDS = 0.003;

/** The samples (-1..1) and the rate of a 16-bit mono WAV. */
function readWav(wav) {
  const rate = wav.readUInt32LE(24);
  const data = wav.indexOf('data', 36, 'latin1') + 8;
  const samples = new Float64Array(Math.floor((wav.length - data) / 2));
  for (let i = 0; i < samples.length; i += 1) samples[i] = wav.readInt16LE(data + 2 * i) / 32768;
  return { rate, samples };
}

/** Windowed-sinc resampling; what is above 3.6 kHz is removed first, as it would fold back into the speech. */
function resample(samples, from, to) {
  const cutoff = Math.min(0.5, (0.45 * to) / from);
  const reach = 48;
  const out = new Float64Array(Math.floor((samples.length * to) / from));
  for (let i = 0; i < out.length; i += 1) {
    const centre = (i * from) / to;
    let sum = 0;
    for (let k = Math.ceil(centre - reach); k <= centre + reach; k += 1) {
      const x = k - centre;
      const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
      sum += (samples[k] ?? 0) * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / (reach + 1)));
    }
    out[i] = sum;
  }
  return out;
}

/** The words with a little silence around them, and no click at their edges. */
function trim(samples) {
  const first = samples.findIndex(sample => Math.abs(sample) > SILENCE);
  const last = samples.findLastIndex(sample => Math.abs(sample) > SILENCE);
  const words = samples.subarray(first, last + 1);
  const fade = Math.round(FADE_SECONDS * RATE);
  const margin = Math.round(MARGIN_SECONDS * RATE);
  const out = new Float64Array(words.length + 2 * margin);
  words.forEach((sample, i) => {
    out[margin + i] = sample * Math.min(1, (i + 1) / fade, (words.length - i) / fade);
  });
  return out;
}

/** The same loudness for all, measured over what sounds. */
function level(samples) {
  const sounding = samples.filter(sample => Math.abs(sample) > SILENCE);
  const rms = Math.sqrt(sounding.reduce((sum, sample) => sum + sample * sample, 0) / sounding.length);
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const gain = Math.min(RMS / rms, PEAK / peak);
  return samples.map(sample => sample * gain);
}

function writeWav(samples) {
  const wav = Buffer.alloc(44 + 2 * samples.length);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + 2 * samples.length, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(2 * RATE, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) => {
    wav.writeInt16LE(Math.round(sample * 32767), 44 + 2 * i);
  });
  return wav;
}

function speak(text) {
  try {
    const pace = /\s/.test(text) ? PACE.sentence : PACE.word;
    return execFileSync('espeak-ng', [...VOICE, '-s', pace, '--stdout', text], { maxBuffer: 64 << 20 });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.error('espeak-ng is missing: apt-get install espeak-ng');
    process.exit(1);
  }
}

const texts = parse(readFileSync(join(HERE, 'es.yaml'), 'utf8'));
const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !(name in texts));
if (unknown.length > 0) {
  console.error(`not in es.yaml: ${unknown.join(', ')}`);
  process.exit(1);
}
mkdirSync(join(HERE, 'es'), { recursive: true });
let seconds = 0;
for (const [name, text] of Object.entries(texts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { rate, samples } = readWav(speak(text));
  const spoken = level(trim(resample(samples, rate, RATE)));
  writeFileSync(join(HERE, 'es', `${name}.wav`), writeWav(spoken));
  seconds += spoken.length / RATE;
  console.log(`${name.padEnd(32)} ${(spoken.length / RATE).toFixed(1)} s`);
}
console.log(`${seconds.toFixed(0)} s of speech`);
