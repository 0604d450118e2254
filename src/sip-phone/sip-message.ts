/** One header line: its canonical name and its value, without the colon. */
export type SipHeader = readonly [name: string, value: string];

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

/** The short forms of RFC 3261 §7.3.3, which some phones send to keep a datagram small. */
const longNames: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
  k: 'supported',
};

/** Headers whose several values may share one line, separated by commas. */
const listHeaders = new Set(['via', 'route', 'record-route', 'contact', 'allow', 'supported', 'require']);

/**
 * Reads one datagram. Answers `undefined` for what is not SIP at all (keep-alives, stray bytes),
 * because a telephone has nothing to say to them.
 */
export function parseMessage(datagram: Buffer): SipMessage | undefined {
  const end = datagram.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const lines = datagram
    .toString('utf8', 0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers: SipHeader[] = [];
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  const length = Number(valueIn(headers, 'content-length') ?? datagram.length);
  const body = datagram.toString('utf8', end + 4, Math.min(datagram.length, end + 4 + length));
  const first = lines[0] ?? '';
  const response = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(first);
  if (response) {
    return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', headers, body };
  }
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(first);
  if (!request?.[1] || !request[2]) return undefined;
  return { kind: 'request', method: request[1], uri: request[2], headers, body };
}

/** Writes a message as it goes on the wire; the Content-Length is counted here and nowhere else. */
export function formatMessage(message: SipMessage): Buffer {
  const first =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = message.headers
    .filter(([name]) => name.toLowerCase() !== 'content-length')
    .map(([name, value]) => `${name}: ${value}`);
  const length = Buffer.byteLength(message.body);
  return Buffer.from([first, ...lines, `Content-Length: ${length}`, '', message.body].join('\r\n'));
}

/** The first value of a header, whatever the case or short form it was written in. */
export function header(message: SipMessage, name: string): string | undefined {
  return headerValues(message, name)[0];
}

/** All values of a header in order; lines that hold several are split. */
export function headerValues(message: SipMessage, name: string): string[] {
  const wanted = name.toLowerCase();
  return message.headers
    .filter(([written]) => longName(written) === wanted)
    .flatMap(([, value]) => (listHeaders.has(wanted) ? splitList(value) : [value]));
}

/** The method and number of a CSeq line. */
export function sequenceOf(message: SipMessage): { number: number; method: string } {
  const [number, method] = (header(message, 'cseq') ?? '').split(/\s+/);
  return { number: Number(number ?? 0), method: method ?? '' };
}

function longName(written: string): string {
  const lower = written.toLowerCase();
  return longNames[lower] ?? lower;
}

function valueIn(headers: readonly SipHeader[], name: string): string | undefined {
  return headers.find(([written]) => longName(written) === name)?.[1];
}

/** Splits at commas that stand outside quotes and angle brackets. */
function splitList(value: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let bracketed = false;
  for (const char of value) {
    if (char === '"') quoted = !quoted;
    if (!quoted && char === '<') bracketed = true;
    if (!quoted && char === '>') bracketed = false;
    if (char === ',' && !quoted && !bracketed) {
      parts.push(part.trim());
      part = '';
    } else {
      part += char;
    }
  }
  return [...parts, part.trim()].filter(text => text !== '');
}
