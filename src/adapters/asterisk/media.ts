import type { Playable } from '../../calls/ports/telephony.ts';
import { NUMBER_PROMPTS } from '../../ivr/prompts.ts';
import { LARGEST_NUMBER, type NumberWord, numberWords } from '../../ivr/spanish-number.ts';

/** Our prompts lie in this folder of the switch's Spanish sounds (asterisk-config/README.md). */
const FOLDER = 'cauce';

/**
 * The media URIs that a sound is made of.
 *
 * Asterisk cannot stop `digits:` and `number:` once it speaks them (it answers 409), and whatever comes next on the
 * channel, a bridge too, waits until the last digit. Its own grammar knows no noun after a number, either. So they are
 * sent as the sounds they are made of, which can be stopped: the digits 12 are two sounds.
 */
export function mediaOf(sound: Playable): readonly string[] {
  switch (sound.kind) {
    case 'file':
      return [ownSound(sound.name)];
    case 'digits':
      return figures(sound.value);
    case 'number':
      // What has no words is said figure by figure.
      return sound.value > LARGEST_NUMBER
        ? figures(String(sound.value))
        : numberWords(sound.value, sound.before).map(soundOf);
    case 'silence':
      return ['sound:silence/1'];
    default:
      return sound satisfies never;
  }
}

const ownSound = (name: string): string => `sound:${FOLDER}/${name}`;

const figures = (digits: string): string[] => [...digits].map(digit => `sound:digits/${digit}`);

function soundOf(word: NumberWord): string {
  if (word in NUMBER_PROMPTS) return ownSound(NUMBER_PROMPTS[word as keyof typeof NUMBER_PROMPTS]);
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
