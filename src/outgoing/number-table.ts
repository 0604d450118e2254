import type { NumberClass } from './number-class.ts';

/**
 * What the numbering plans of libphonenumber do not tell, or not so that it could be refused. Sources: ITU-T E.164 lists
 * of assigned codes (global services and networks), E.129 national plans (emergency, premium), NANPA (+1).
 */

/** Emergency services: of the world, and of each country (ISO code). Never dialled from here. */
const EVERYWHERE: readonly string[] = ['112', '911', '999', '000', '110', '119'];
const EMERGENCY: Readonly<Record<string, readonly string[]>> = {
  AR: ['100', '101', '103', '107'],
  BO: ['118'],
  BR: ['190', '191', '192', '193', '199'],
  CL: ['131', '132', '133', '134'],
  CO: ['123', '125', '127', '132', '144', '156', '165'],
  CR: ['118', '127', '128'],
  CU: ['104', '105', '106'],
  DO: ['462'],
  EC: ['101', '102', '131'],
  ES: ['061', '062', '080', '085', '088', '091', '092', '016', '024'],
  GT: ['120', '122', '123', '125'],
  HN: ['195', '198', '199'],
  MX: ['060', '065', '066', '068', '089', '088'],
  NI: ['115', '118', '128'],
  PA: ['103', '104'],
  PE: ['105', '106', '116', '117'],
  PY: ['132', '141', '912'],
  SV: ['132', '913'],
  US: ['933', '988'],
  UY: ['104', '105', '106', '108', '109'],
  VE: ['171', '166', '167', '168'],
};

export const emergencyNumbersOf = (country: string): readonly string[] => [
  ...EVERYWHERE,
  ...(EMERGENCY[country] ?? []),
];

interface Range {
  /** How numbers of it begin, or all they look like, in E.164 with the plus. */
  readonly begins: RegExp;
  readonly class: NumberClass;
}

/** Goes before what libphonenumber says; the first that fits counts. */
export const RANGES: readonly Range[] = [
  // Global Mobile Satellite System, Inmarsat, and networks that are no country's (+882, +883; Thuraya among them).
  { begins: /^\+(870|881|882|883)/, class: 'satellite' },
  { begins: /^\+878/, class: 'personal' },
  { begins: /^\+979/, class: 'premium' },
  { begins: /^\+808/, class: 'shared-cost' },
  { begins: /^\+800/, class: 'toll-free' },
  // Given back, trials, reserved.
  { begins: /^\+(888|991|999|969|978)/, class: 'invalid' },
  // +1: pay-per-call exchanges and area codes, non-geographic ones (satellite telephones of Canada), no area code is N11.
  { begins: /^\+1[2-9]11/, class: 'invalid' },
  { begins: /^\+1(900|[2-9]\d\d976|700)/, class: 'premium' },
  { begins: /^\+1(600|622)/, class: 'satellite' },
  // Venezuela: 0-900 and 0-901 pay for content, 0-500 and 0-501 share the cost.
  { begins: /^\+589/, class: 'premium' },
  { begins: /^\+5850[01]/, class: 'shared-cost' },
  // Spain: votes and contests, dial-up content.
  { begins: /^\+34(80[367]|90[57])/, class: 'premium' },
  // Colombia: 01 900 and its neighbours.
  { begins: /^\+5719/, class: 'premium' },
];

/**
 * Countries and territories to which traffic is pumped for a share of the termination fee (IRSF): small plans with high
 * fees, and the islands of +1 that look like a call in North America. Ours, from what carriers' and fraud surveys' lists
 * have in common; a permission has to name one of them.
 */
const ISLANDS_OF_ONE = [
  ...['AG', 'AI', 'AS', 'BB', 'BM', 'BS', 'DM', 'DO', 'GD', 'GU', 'JM', 'KN', 'KY'],
  ...['LC', 'MP', 'MS', 'SX', 'TC', 'TT', 'VC', 'VG', 'VI'],
];
export const HIGH_RISK: ReadonlySet<string> = new Set([
  ...ISLANDS_OF_ONE,
  ...['AC', 'AF', 'AL', 'AZ', 'BA', 'BF', 'BI', 'BJ', 'BY', 'CD', 'CF', 'CG', 'CK', 'CU', 'DJ', 'DZ', 'EE'],
  ...['ER', 'ET', 'FJ', 'FK', 'GM', 'GN', 'GQ', 'GW', 'GY', 'HT', 'IO', 'KI', 'KM', 'KP', 'LI', 'LK', 'LR'],
  ...['LT', 'LV', 'MC', 'MD', 'ME', 'MG', 'MK', 'ML', 'MM', 'MR', 'MV', 'NE', 'NR', 'NU', 'PG', 'PS', 'PW'],
  ...['RS', 'SB', 'SC', 'SH', 'SI', 'SL', 'SM', 'SN', 'SO', 'SR', 'ST', 'TD', 'TG', 'TJ', 'TK', 'TL', 'TN'],
  ...['TA', 'TO', 'TV', 'UG', 'VU', 'WF', 'WS', 'XK', 'YE', 'ZW'],
]);
