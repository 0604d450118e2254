import type { Words } from '../kit/errors.ts';

/** What apt could not do: with a mirror, or with what it was given by one. */
export type AptFaultKind =
  | 'unreachable'
  | 'intercepted'
  | 'no-such-release'
  | 'not-signed'
  | 'expired'
  | 'gone'
  | 'damaged'
  | 'disk-full'
  | 'dependencies'
  | 'other';

/** In the order in which they are looked for: a mirror that is away also "does not have a Release file". */
const SIGNS: readonly (readonly [AptFaultKind, RegExp])[] = [
  ['disk-full', /No space left on device|don't have enough free space/i],
  // Before the signature: what a log-in page sends has none either.
  ['intercepted', /\bNOSPLIT\b|\b(401|403|407|511)\s+[A-Z]|Redirection loop/],
  [
    'not-signed',
    /NO_PUBKEY|is not signed|isn't signed|couldn't be verified|signatures were invalid|BADSIG|EXPKEYSIG|REVKEYSIG|Missing key|Signed file isn't valid|unauthenticated packages/i,
  ],
  ['expired', /is expired \(invalid since|is not valid yet/i],
  ['damaged', /Hash Sum mismatch|unexpected size|weak security information/i],
  [
    'unreachable',
    /Could not resolve|Temporary failure resolving|Could not connect|Connection (failed|refused|reset|timed out)|Unable to connect|Network is unreachable|No route to host|timed out|\b5\d\d\s+\w|certificate verif|Could not handshake/i,
  ],
  ['no-such-release', /does not have a Release file|no longer has a Release file|\/InRelease\s+404/i],
  ['gone', /\b404\s+Not Found/i],
  ['dependencies', /unmet dependencies|Unable to correct problems|held broken packages/i],
];

const SENTENCES: Readonly<Record<AptFaultKind, Words>> = {
  unreachable: {
    es: 'el espejo no responde; revise la red o el proxy',
    en: 'the mirror does not answer; check the network or the proxy',
  },
  intercepted: {
    es: 'en vez del espejo contesta una página de acceso, un cortafuegos o un proxy; entre en la red o revise el proxy de apt',
    en: 'a log-in page, a firewall or a proxy answers instead of the mirror; log in to the network or check the proxy of apt',
  },
  'no-such-release': {
    es: 'el espejo no tiene esa versión de Debian',
    en: 'the mirror does not have that release',
  },
  'not-signed': {
    es: 'la firma de Debian no se pudo comprobar y no se tomó nada; actualice debian-archive-keyring',
    en: "Debian's signature could not be checked and nothing was taken; upgrade debian-archive-keyring",
  },
  expired: {
    es: 'las listas del espejo caducaron o la hora de esta máquina está mal; revise «date»',
    en: "the mirror's lists have expired or the clock of this machine is wrong; check `date`",
  },
  gone: {
    es: 'un paquete de la lista ya no está en el espejo; inténtelo otra vez en unas horas',
    en: 'a package of the list has left the mirror; try again in some hours',
  },
  damaged: {
    es: 'lo descargado no tiene la suma que dice la lista firmada, y se desechó',
    en: 'what was downloaded has not the checksum of the signed list, and was thrown away',
  },
  'disk-full': { es: 'no hay espacio en el disco', en: 'the disk is full' },
  dependencies: {
    es: 'los paquetes no concuerdan entre sí hoy',
    en: 'the packages do not fit together today',
  },
  other: { es: 'apt no pudo', en: 'apt could not do it' },
};

/** A command of apt that failed: which kind of fault it was, in a sentence, and apt's own last words. */
export class AptFault extends Error {
  readonly kind: AptFaultKind;
  readonly words: Words;

  /**
   * @param said what apt printed on its error output
   * @param printed what it printed otherwise: now and then the cause stands only there
   */
  constructor(said: string, printed = '') {
    const all = `${said}\n${printed}`;
    const kind = SIGNS.find(([, sign]) => sign.test(all))?.[0] ?? 'other';
    const sentence = SENTENCES[kind];
    const own = firstError(said);
    super(`${sentence.es} / ${sentence.en} (${own})`);
    this.name = 'AptFault';
    this.kind = kind;
    this.words = { es: `${sentence.es} (${own})`, en: `${sentence.en} (${own})` };
  }
}

/** Whether something failed because a disk is full: ours, a program's, or apt's. */
export function isDiskFull(cause: unknown): boolean {
  if (cause instanceof AptFault) return cause.kind === 'disk-full';
  return (
    cause instanceof Error && /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i.test(cause.message)
  );
}

const OWN_WORDS_MAX = 200;

/** Its first line of an error says the cause; later ones the consequences. */
function firstError(said: string): string {
  const lines = said.split('\n').map(line => line.trim());
  const line = lines.find(each => /^(E|W|Err)[:\d]/.test(each)) ?? lines.find(each => each !== '') ?? '';
  return line.length > OWN_WORDS_MAX ? `${line.slice(0, OWN_WORDS_MAX)}…` : line;
}
