import { randomFrom } from '../kit/random.ts';

/** A reproducible source of whole numbers from 0 up to `below`. */
export function seeded(seed: number): (below: number) => number {
  const random = randomFrom(seed);
  return below => Math.floor(random() * below);
}

type Random = (below: number) => number;

/** Pieces that break parsers: too long, formats, numbers at their edges, half characters, separators, and nothing. */
const PIECES: readonly ((random: Random) => string)[] = [
  random => 'a'.repeat(1 << random(12)),
  random => '%s%n%x'.repeat(1 + random(40)),
  random => '('.repeat(1 + random(400)),
  random => '<'.repeat(1 + random(200)),
  random => '"'.repeat(1 + random(9)),
  random => ';a=b'.repeat(1 + random(200)),
  random => ','.repeat(1 + random(200)),
  random => '\x00'.repeat(1 + random(4)),
  random => '\xc0\xaf\xff\xfe'.repeat(1 + random(20)),
  random => '\r\n'.repeat(1 + random(3)),
  random => '\r\n '.repeat(1 + random(20)),
  random => '../'.repeat(1 + random(40)),
  random => '%00%0d%0a'.repeat(1 + random(10)),
  random => `$${'{SHELL(id)}'}&System(id),1)`.repeat(1 + random(4)),
  random => String.fromCharCode(random(256)),
  () => '-1',
  () => '4294967296',
  () => '99999999999999999999999',
  () => '0x7fffffff',
  () => ' ',
  () => '',
];

interface Sender {
  readonly host: string;
  readonly port: number;
}

/** The lines of a good INVITE with its SDP, the n-th of its sender. */
function goodLines({ host, port }: Sender, seed: number, n: number): { head: string[]; body: string[] } {
  const id = `${seed}-${n}`;
  return {
    head: [
      'INVITE sip:*626@127.0.0.1 SIP/2.0',
      `Via: SIP/2.0/UDP ${host}:${port};branch=z9hG4bK${id};rport`,
      'Max-Forwards: 70',
      `From: "Luisa" <sip:04145550${n % 1_000}@${host}>;tag=${id}`,
      'To: <sip:*626@127.0.0.1>',
      `Call-ID: mutated-${id}`,
      'CSeq: 1 INVITE',
      `Contact: <sip:x@${host}:${port}>`,
      'Allow: INVITE, ACK, BYE, CANCEL, UPDATE',
      'Supported: timer, replaces',
      'Session-Expires: 1800;refresher=uas',
      `P-Asserted-Identity: "Luisa" <sip:04145550101@${host}>`,
      'Privacy: none',
      'Content-Type: application/sdp',
    ],
    body: [
      'v=0',
      `o=- 1 1 IN IP4 ${host}`,
      's=-',
      `c=IN IP4 ${host}`,
      't=0 0',
      'm=audio 40000 RTP/AVP 8 0 101',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-16',
      'a=ptime:20',
      'a=sendrecv',
    ],
  };
}

/** One change of one line, or of which lines there are. */
function mutate(lines: string[], random: Random): string[] {
  const at = random(lines.length);
  const chosen = lines[at] ?? '';
  const piece = PIECES[random(PIECES.length)]?.(random) ?? '';
  const colon = Math.max(chosen.indexOf(':'), chosen.indexOf('=')) + 1;
  const place = random(chosen.length + 1);
  switch (random(9)) {
    case 0:
      return lines.toSpliced(at, 1);
    case 1:
      return lines.toSpliced(at, 0, ...Array<string>(1 + random(30)).fill(chosen));
    case 2:
      return lines.toSpliced(at, 1, `${chosen.slice(0, colon)} ${piece}`);
    case 3:
      return lines.toSpliced(at, 1, chosen.slice(0, place) + piece + chosen.slice(place));
    case 4:
      return lines.toSpliced(at, 1, chosen.slice(0, place));
    case 5:
      return lines.toSpliced(at, 1, chosen.replace(/\d+/, piece));
    case 6:
      return lines.toSpliced(at, 1, chosen + piece);
    case 7:
      return lines.toSpliced(at, 1, piece + chosen);
    default:
      return lines.toSpliced(random(lines.length), 0, chosen);
  }
}

/**
 * INVITEs that are each wrong in one to three places (PROTOS c07-sip's idea): overflows, formats, characters, nesting,
 * repeated and missing lines, in headers and SDP, with a true or a false Content-Length. The same seed gives the same.
 */
export function* inviteMutations({
  seed,
  count,
  from,
  changes,
}: {
  readonly seed: number;
  readonly count: number;
  readonly from: Sender;
  /** How many places are wrong; one to three, unless told. */
  readonly changes?: number;
}): Generator<Buffer> {
  const random = seeded(seed);
  for (let n = 0; n < count; n += 1) {
    let { head, body } = goodLines(from, seed, n);
    for (let left = changes ?? 1 + random(3); left > 0; left -= 1) {
      if (random(3) === 0 && body.length > 0) body = mutate(body, random);
      else head = mutate(head, random);
    }
    const text = body.map(each => `${each}\r\n`).join('');
    const isOdd = changes !== 0;
    const length = isOdd && random(20) === 0 ? random(100_000) - 50_000 : text.length;
    const whole = `${[...head, `Content-Length: ${length}`].join('\r\n')}\r\n\r\n${text}`;
    yield Buffer.from(isOdd && random(25) === 0 ? whole.slice(0, random(whole.length)) : whole, 'latin1');
  }
}
