import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { areKeys } from './rtp.ts';
import { isFile } from './sound-words.ts';

/** One step of `--digits`: keys to press, or seconds to let pass. */
export type DigitStep = { readonly keys: string } | { readonly waitMs: number };

export interface PlaceCommand {
  readonly kind: 'place';
  /** What was dialled: a number, or a whole SIP address. */
  readonly to: string;
  readonly from: string;
  readonly name: string;
  readonly digits: readonly DigitStep[];
  readonly digitsBy: 'rfc4733' | 'info';
  /** How long to stay on after the answer; for ever when there is none. */
  readonly seconds: number | undefined;
  readonly record: string | undefined;
  readonly play: string;
  readonly server: string | undefined;
}

export interface ListenCommand {
  readonly kind: 'listen';
  readonly numbers: readonly string[];
  readonly answerAfterMs: number;
  readonly reject: boolean;
  readonly record: string | undefined;
  readonly play: string;
  readonly port: number | undefined;
}

export type Command = PlaceCommand | ListenCommand | { readonly kind: 'help' };

/** What was typed makes no sense; the message is in Spanish, for the person at the terminal. */
export class UsageError extends Error {}

/** A line of the demo centre's first customer, who owes nothing: the shortest way to an agent. */
const DEFAULT_FROM = '04145550101';
/** One ring, as a person takes to pick up. */
const ONE_RING_MS = 3_000;
/** Time for the greeting to begin before the first key. */
const BEFORE_FIRST_KEY_MS = 2_000;
/** Pause between two lists of keys when none is written. */
const BETWEEN_KEYS_MS = 1_000;

const options = {
  digits: { type: 'string' },
  info: { type: 'boolean', default: false },
  from: { type: 'string', default: DEFAULT_FROM },
  name: { type: 'string', default: '' },
  seconds: { type: 'string' },
  listen: { type: 'string' },
  'answer-after': { type: 'string' },
  reject: { type: 'boolean', default: false },
  record: { type: 'string' },
  play: { type: 'string', default: 'pip' },
  server: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const HELP = `Uso:
  npm run call -- '*626' [opciones]        hace una llamada de prueba
  npm run call -- --listen NÚMERO          un teléfono de cliente al que se puede llamar

Al llamar:
  --digits 1,w2,3    teclas tras la contestación: pulsa 1, espera 2 segundos, pulsa 3
                     (sin espera escrita: 2 s antes de las primeras, 1 s entre las demás)
  --info             envía las teclas por SIP INFO y no dentro de la voz
  --from NÚMERO      quién llama (${DEFAULT_FROM})     --name NOMBRE
  --seconds N        cuelga N segundos después de la contestación
  --server HOST:PUERTO   otro servidor SIP
Al escuchar:
  --listen N1,N2     uno o varios números             --reject   rechaza: ocupado
  --answer-after MS  contesta tras esos milisegundos (${ONE_RING_MS})
  --port PUERTO      otro puerto UDP que el anunciado al servidor
En ambos:
  --play pip|silencio|HERCIOS|archivo.wav   lo que se habla
  --record archivo.wav                      guarda lo que se oye
Ctrl-C cuelga.`;

/**
 * Reads the words behind `npm run call --`. Throws a `UsageError`. File names are meant from `folder`, where
 * the person typed them: npm itself runs the program from the root of the checkout and tells that in INIT_CWD.
 */
export function readCommand(words: readonly string[], folder = '.'): Command {
  const { values, positionals } = parse(words);
  if (values.help || (positionals.length === 0 && values.listen === undefined)) return { kind: 'help' };
  if (values.listen !== undefined) {
    if (positionals.length > 0) throw new UsageError('--listen no se combina con un número que marcar');
    const numbers = values.listen.split(',').map(number => number.trim());
    if (numbers.some(number => !/^\+?[\d*#]+$/.test(number))) {
      throw new UsageError(`--listen necesita números de teléfono, no «${values.listen}»`);
    }
    return {
      kind: 'listen',
      numbers,
      answerAfterMs: readNumber('answer-after', values['answer-after'], 0) ?? ONE_RING_MS,
      reject: values.reject,
      record: values.record === undefined ? undefined : resolve(folder, values.record),
      play: isFile(values.play) ? resolve(folder, values.play) : values.play,
      port: readNumber('port', values.port, 1),
    };
  }
  const [to = '', extra] = positionals;
  if (extra !== undefined) throw new UsageError(`solo se marca un número; sobra «${extra}»`);
  return {
    kind: 'place',
    to,
    from: values.from,
    name: values.name,
    digits: readDigits(values.digits ?? ''),
    digitsBy: values.info ? 'info' : 'rfc4733',
    seconds: readNumber('seconds', values.seconds, 0),
    record: values.record === undefined ? undefined : resolve(folder, values.record),
    play: isFile(values.play) ? resolve(folder, values.play) : values.play,
    server: values.server,
  };
}

/** `1,w2,3` → press 1, wait two seconds, press 3; pauses that were not written are filled in. */
export function readDigits(text: string): DigitStep[] {
  const steps: DigitStep[] = [];
  let waited = false;
  for (const item of text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')) {
    const wait = /^w(\d+(?:\.\d+)?)$/i.exec(item)?.[1];
    if (wait !== undefined) {
      steps.push({ waitMs: Number(wait) * 1000 });
      waited = true;
      continue;
    }
    if (!areKeys(item)) throw new UsageError(`--digits no entiende «${item}»: teclas 0-9 * # o esperas w2`);
    if (!waited) steps.push({ waitMs: steps.length === 0 ? BEFORE_FIRST_KEY_MS : BETWEEN_KEYS_MS });
    steps.push({ keys: item });
    waited = false;
  }
  return steps;
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < least)
    throw new UsageError(`--${name} necesita un número, no «${text}»`);
  return value;
}
