import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** What people build passwords from: a folded word (lower case, no accents) and how many guesses it costs. */
export type CommonWords = ReadonlyMap<string, number>;

/** Of each list the words that are tried first; rarer ones are as good as unknown ones. */
const TAKEN = 30_000;
/** Shorter words are no longer than the letters they save. */
const SHORTEST = 3;

/** Words that a guesser of a Venezuelan contact centre tries first and that no general list has. */
const OF_HERE = `
  vzla venezuela venezolano venezolana caracas caraqueno caraquena maracaibo maracucho maracucha valencia barquisimeto
  maracay merida merideno tachira sancristobal puertolacruz barcelona cumana maturin bolivar ciudadbolivar
  ciudadguayana guayana puertoordaz coro puntofijo valera trujillo barinas guanare acarigua sanfelipe sanjuan
  losteques guarenas guatire laguaira margarita porlamar tucupita zulia lara carabobo aragua miranda anzoategui
  monagas sucre falcon yaracuy portuguesa cojedes guarico apure amazonas delta vargas distritocapital chacao baruta
  petare catia avila orinoco catatumbo angel salto roraima llanos andes arepa cachapa hallaca empanada pabellon
  tequeno papelon chevere pana chamo chama epale vinotinto leones magallanes tigres aguilas caribes bravos
  cardenales tiburones cantv movilnet movistar digitel inter netuno simple simpletv telefonica directv corpoelec
  pdvsa hidrocapital seniat saime banesco mercantil provincial bdv bancodevenezuela pagomovil cauce averias averia
  comercial centro central centrodecontacto contactcenter callcenter atencion atencionalcliente cliente operador
  operadora agente supervisor supervisora administrador administradora soporte sistema sistemas usuario clave
  contrasena contrasenia password passw0rd pass acceso entrar ingreso bienvenido bienvenida bienvenidos welcome
  cambiame cambiar cambio changeme temporal provisional inicio prueba pruebas test testing demo admin root master
  principal empresa oficina trabajo telefono llamada llamadas internet fibra hola buenosdias teamo tequiero
  dioesamor diosesamor dios jesus cristo jehova bendecido bendicion familia mama papa amor corazon navidad
  felicidad octubre lunes martes miercoles jueves viernes sabado domingo`
  .split(/\s+/)
  .filter(word => word !== '');
/** As if it were the hundredth of a list. */
const RANK_OF_HERE = 100;

const wordList = z.array(z.string());

/** Of zxcvbn-ts: what leaks show most often, and Spanish words and names by frequency. */
const LISTS = [
  '@zxcvbn-ts/language-common/src/passwords.json',
  '@zxcvbn-ts/language-es-es/src/commonWords.json',
  '@zxcvbn-ts/language-es-es/src/firstnames.json',
  '@zxcvbn-ts/language-es-es/src/lastnames.json',
] as const;
/** Anyone who chooses a password often chooses a second one; then nobody does for weeks, ms. */
const FORGOTTEN_AFTER_MS = 60_000;

const packages = createRequire(import.meta.url);
let loaded: { readonly words: Promise<CommonWords>; readonly forgotten: NodeJS.Timeout } | null = null;

/**
 * The lists and our own words. They take some 20 MB, which every collection of garbage goes through, and a fifth of a
 * second: so they are read when a password is chosen, as data, and forgotten a minute after the last one.
 */
export function commonWords(): Promise<CommonWords> {
  loaded ??= { words: load(), forgotten: setTimeout(forget, FORGOTTEN_AFTER_MS).unref() };
  loaded.forgotten.refresh();
  return loaded.words;
}

function forget(): void {
  loaded = null;
}

async function load(): Promise<CommonWords> {
  const words = new Map<string, number>();
  for (const path of LISTS) {
    // Others are served between two lists.
    const list = wordList.parse(JSON.parse(await readFile(packages.resolve(path), 'utf8')));
    list.slice(0, TAKEN).forEach((word, at) => {
      keepCheapest(words, folded(word), at + 1);
    });
  }
  for (const word of OF_HERE) keepCheapest(words, word, RANK_OF_HERE);
  return words;
}

function keepCheapest(words: Map<string, number>, word: string, rank: number): void {
  if (word.length >= SHORTEST && rank < (words.get(word) ?? Number.POSITIVE_INFINITY)) words.set(word, rank);
}

/** Lower case, no accents; one character for each of the text's, so that places stay what they are. */
export function folded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return [...text.normalize('NFC')]
    .map(
      letter =>
        letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().slice(0, 1) || letter.slice(0, 1),
    )
    .join('');
}
