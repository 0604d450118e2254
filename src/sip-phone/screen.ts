import { performance } from 'node:perf_hooks';
import type { PhoneCall } from './phone-call.ts';
import { meter, nameSound, type SoundKind, spanishSound } from './sound-words.ts';

const EVERY_MS = 250;
/** A sound is reported when it was the same this many times; silence later, so that gaps between words are no news. */
const STEADY_TIMES = 2;
const STEADY_SILENT_TIMES = 10;

/** Lines on a terminal, with one living line below them while a call is up. */
export class Screen {
  readonly #out: NodeJS.WriteStream;
  #living = false;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  say(text: string): void {
    this.#clear();
    this.#out.write(`${text}\n`);
  }

  /** Shows what is heard until the call ends: a meter on a terminal, only the changes in a file. */
  follow(call: PhoneCall): void {
    const start = call.momentOf('answered') ?? 0;
    let said = '';
    let last = '';
    let times = 0;
    const timer = setInterval(() => {
      const sound = nameSound(call.earpiece);
      const name = spanishSound(sound);
      times = name === last ? times + 1 : 1;
      last = name;
      if (times >= (sound.kind === 'silence' ? STEADY_SILENT_TIMES : STEADY_TIMES) && name !== said) {
        said = name;
        this.say(`  ${clock(start)}  se oye: ${name}`);
      }
      this.#meter(start, call, sound);
    }, EVERY_MS);
    void call.ended.then(() => {
      clearInterval(timer);
      this.#clear();
    });
  }

  #meter(start: number, call: PhoneCall, sound: SoundKind): void {
    if (!this.#out.isTTY) return;
    const level = call.earpiece.level(EVERY_MS);
    this.#out.write(
      `\r\x1b[K  ${clock(start)}  ${meter(level)} ${level.toFixed(0)} dBFS  ${spanishSound(sound)}`,
    );
    this.#living = true;
  }

  #clear(): void {
    if (this.#living) this.#out.write('\r\x1b[K');
    this.#living = false;
  }
}

function clock(start: number): string {
  const seconds = Math.max(0, Math.floor((performance.now() - start) / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
