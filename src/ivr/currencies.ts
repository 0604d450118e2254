import type { Gender } from './spanish-number.ts';

/** What is counted: its prompts for exactly one and for any other number, and its gender. */
export interface SpokenNoun {
  readonly one: string;
  readonly many: string;
  readonly gender: Gender;
}

/** How amounts of a currency are said. */
export interface SpokenCurrency {
  readonly unit: SpokenNoun;
  /** Decimals of its small unit (ISO 4217). */
  readonly digits: 0 | 2 | 3;
  readonly part: SpokenNoun;
}

/**
 * The noun of each currency of ISO 4217 as CLDR names it in Spanish, without its country: a debt is in the customer's own
 * money. One, several, gender, codes; the prompts are `moneda-<noun>`.
 */
const NOUNS: readonly (readonly [one: string, many: string, gender: Gender, codes: string])[] = [
  ['afgani', 'afganis', 'm', 'AFN'],
  ['ariari', 'ariaris', 'm', 'MGA'],
  ['balboa', 'balboas', 'm', 'PAB'],
  ['bat', 'bats', 'm', 'THB'],
  ['bir', 'bires', 'm', 'ETB'],
  ['bolivar', 'bolivares', 'm', 'VED VEF VES'],
  ['boliviano', 'bolivianos', 'm', 'BOB'],
  ['cedi', 'cedis', 'm', 'GHS'],
  ['chelin', 'chelines', 'm', 'KES SOS TZS UGX'],
  ['colon', 'colones', 'm', 'CRC SVC'],
  ['cordoba', 'cordobas', 'm', 'NIO'],
  ['corona', 'coronas', 'f', 'CZK DKK ISK NOK SEK'],
  ['dalasi', 'dalasis', 'm', 'GMD'],
  ['dinar', 'dinares', 'm', 'BHD DZD IQD JOD KWD LYD MKD RSD TND'],
  ['dirham', 'dirhams', 'm', 'AED MAD'],
  ['dobra', 'dobras', 'f', 'STN'],
  [
    'dolar',
    'dolares',
    'm',
    'AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD USD XCD ZWL',
  ],
  ['dong', 'dongs', 'm', 'VND'],
  ['dram', 'drams', 'm', 'AMD'],
  ['escudo', 'escudos', 'm', 'CVE'],
  ['esloti', 'eslotis', 'm', 'PLN'],
  ['euro', 'euros', 'm', 'EUR'],
  ['florin', 'florines', 'm', 'ANG AWG XCG'],
  ['forinto', 'forintos', 'm', 'HUF'],
  ['franco', 'francos', 'm', 'BIF CDF CHF DJF GNF KMF RWF XAF XOF XPF'],
  ['grivna', 'grivnas', 'f', 'UAH'],
  ['guarani', 'guaranies', 'm', 'PYG'],
  ['gultrum', 'gultrums', 'm', 'BTN'],
  ['gurde', 'gurdes', 'm', 'HTG'],
  ['kiat', 'kiats', 'm', 'MMK'],
  ['kina', 'kinas', 'm', 'PGK'],
  ['kip', 'kips', 'm', 'LAK'],
  ['kuacha', 'kuachas', 'm', 'MWK ZMW'],
  ['kuanza', 'kuanzas', 'm', 'AOA'],
  ['lari', 'laris', 'm', 'GEL'],
  ['lek', 'lekes', 'm', 'ALL'],
  ['lempira', 'lempiras', 'm', 'HNL'],
  ['leona', 'leonas', 'f', 'SLE SLL'],
  ['leu', 'leus', 'm', 'MDL RON'],
  ['leva', 'levas', 'f', 'BGN'],
  ['libra', 'libras', 'f', 'EGP FKP GBP GIP LBP SDG SHP SSP SYP'],
  ['lilangeni', 'lilangenis', 'm', 'SZL'],
  ['lira', 'liras', 'f', 'TRY'],
  ['loti', 'lotis', 'm', 'LSL'],
  ['manat', 'manats', 'm', 'AZN TMT'],
  ['marco', 'marcos', 'm', 'BAM'],
  ['metical', 'meticales', 'm', 'MZN'],
  ['naira', 'nairas', 'm', 'NGN'],
  ['nakfa', 'nakfas', 'm', 'ERN'],
  ['oro', 'oros', 'm', 'ZWG'],
  ['paanga', 'paangas', 'm', 'TOP'],
  ['pataca', 'patacas', 'f', 'MOP'],
  ['peso', 'pesos', 'm', 'ARS CLP COP CUC CUP DOP MXN PHP UYU'],
  ['pula', 'pulas', 'm', 'BWP'],
  ['quetzal', 'quetzales', 'm', 'GTQ'],
  ['rand', 'rands', 'm', 'ZAR'],
  ['real', 'reales', 'm', 'BRL'],
  ['rial', 'riales', 'm', 'IRR OMR QAR SAR YER'],
  ['riel', 'rieles', 'm', 'KHR'],
  ['ringit', 'ringits', 'm', 'MYR'],
  ['rublo', 'rublos', 'm', 'BYN RUB'],
  ['rufiya', 'rufiyas', 'f', 'MVR'],
  ['rupia', 'rupias', 'f', 'IDR INR LKR MUR NPR PKR SCR'],
  ['sequel', 'sequeles', 'm', 'ILS'],
  ['sol', 'soles', 'm', 'PEN'],
  ['som', 'soms', 'm', 'KGS'],
  ['somoni', 'somonis', 'm', 'TJS'],
  ['sum', 'sums', 'm', 'UZS'],
  ['taka', 'takas', 'm', 'BDT'],
  ['tala', 'talas', 'm', 'WST'],
  ['tengue', 'tengues', 'm', 'KZT'],
  ['tugrik', 'tugriks', 'm', 'MNT'],
  ['uguiya', 'uguiyas', 'm', 'MRU'],
  ['vatu', 'vatus', 'm', 'VUV'],
  ['won', 'wons', 'm', 'KPW KRW'],
  ['yen', 'yenes', 'm', 'JPY'],
  ['yuan', 'yuanes', 'm', 'CNY'],
];

/** Currencies without a small unit, and those whose small unit is a thousandth (ISO 4217). */
const WHOLE = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';
const THOUSANDTHS = 'BHD IQD JOD KWD LYD OMR TND';
/** The small unit where it is not called "céntimo". */
const PARTS = {
  centavo: 'ARS BOB BRL COP CUC CUP CVE DOP GTQ HNL MXN MZN NIO PHP SVC USD',
  centesimo: 'PAB UYU',
  penique: 'FKP GBP GIP SHP',
} as const;

const masculine = (one: string): SpokenNoun => ({ one, many: `${one}s`, gender: 'm' });

function partOf(code: string): SpokenNoun {
  if (THOUSANDTHS.includes(code)) return masculine('milesimo');
  const special = Object.entries(PARTS).find(([, codes]) => codes.includes(code));
  return masculine(special?.[0] ?? 'centimo');
}

function digitsOf(code: string): SpokenCurrency['digits'] {
  if (WHOLE.includes(code)) return 0;
  return THOUSANDTHS.includes(code) ? 3 : 2;
}

export const CURRENCIES: ReadonlyMap<string, SpokenCurrency> = new Map(
  NOUNS.flatMap(([one, many, gender, codes]) => {
    const unit = { one: `moneda-${one}`, many: `moneda-${many}`, gender };
    return codes
      .split(' ')
      .map((code): [string, SpokenCurrency] => [code, { unit, digits: digitsOf(code), part: partOf(code) }]);
  }),
);
