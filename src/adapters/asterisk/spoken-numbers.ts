import { FOLDER } from '../../calls/flows/media.ts';
import type { Media } from '../../calls/ports/telephony.ts';
import { NUMBER_PROMPTS } from '../../ivr/prompts.ts';
import { type Gender, LARGEST_NUMBER, type NumberWord, numberWords } from '../../ivr/spanish-number.ts';

/**
 * Asterisk cannot stop `digits:` and `number:` once it speaks them (it answers 409), and whatever comes next on the
 * channel, a bridge too, waits until the last digit. Its own grammar knows no noun after a number, either. So they are
 * sent as the sounds they are made of, which can be stopped. `digits:12` becomes two sounds; other media stay as they are.
 */
export function stoppable(media: Media): readonly Media[] {
  const [, kind, value = '', before] = /^(digits|number):(\d+)(?:\/([mf]))?$/.exec(media) ?? [];
  if (kind === undefined) return [media];
  // What has no words is said figure by figure.
  if (kind === 'digits' || Number(value) > LARGEST_NUMBER)
    return [...value].map(digit => `sound:digits/${digit}`);
  return numberWords(Number(value), (before as Gender | undefined) ?? null).map(soundOf);
}

function soundOf(word: NumberWord): Media {
  if (word in NUMBER_PROMPTS) return `sound:${FOLDER}/${NUMBER_PROMPTS[word as keyof typeof NUMBER_PROMPTS]}`;
  return `sound:digits/${SOUND_SET[word as keyof typeof SOUND_SET]}`;
}

/** Names in Debian's `asterisk-core-sounds-es-wav`. */
const SOUND_SET: Readonly<Record<Exclude<NumberWord, keyof typeof NUMBER_PROMPTS>, string>> = {
  cero: '0',
  un: '1M',
  una: '1F',
  uno: '1',
  dos: '2',
  tres: '3',
  cuatro: '4',
  cinco: '5',
  seis: '6',
  siete: '7',
  ocho: '8',
  nueve: '9',
  diez: '10',
  once: '11',
  doce: '12',
  trece: '13',
  catorce: '14',
  quince: '15',
  dieciséis: '16',
  diecisiete: '17',
  dieciocho: '18',
  diecinueve: '19',
  veinte: '20',
  veintiuno: '21',
  veintidós: '22',
  veintitrés: '23',
  veinticuatro: '24',
  veinticinco: '25',
  veintiséis: '26',
  veintisiete: '27',
  veintiocho: '28',
  veintinueve: '29',
  treinta: '30',
  cuarenta: '40',
  cincuenta: '50',
  sesenta: '60',
  setenta: '70',
  ochenta: '80',
  noventa: '90',
  y: 'and',
  cien: 'hundred',
  ciento: '100-and',
  doscientos: '200',
  trescientos: '300',
  cuatrocientos: '400',
  quinientos: '500',
  seiscientos: '600',
  setecientos: '700',
  ochocientos: '800',
  novecientos: '900',
  mil: 'thousand',
  millón: 'million',
  millones: 'millions',
};
