/*
 * A SIP message as it may be shown to others: what is named here stays, and nothing else. Passwords, digests, keys and numbers of
 * people are in no header and no line of SDP that is let through.
 */

/** Headers that are kept as they are. */
const PLAIN = new Set(
  (
    'via v max-forwards cseq expires min-expires content-type c content-length l allow supported k require unsupported ' +
    'user-agent server date session-expires x min-se retry-after reason warning call-id i ' +
    'x-cauce-call x-cauce-answer'
  ).split(' '),
);
/** Headers with addresses of people, which are masked. */
const ADDRESSES = new Set('from f to t contact m record-route route'.split(' '));
/** Lines of SDP by their type, and attributes by their name, that are kept. */
const SDP_LINES = new Set('v o s t c m b'.split(' '));
const ATTRIBUTES = new Set(
  (
    'candidate end-of-candidates ice-ufrag ice-options ice-lite setup fingerprint mid group rtpmap fmtp ptime maxptime rtcp ' +
    'rtcp-mux rtcp-fb sendrecv sendonly recvonly inactive extmap msid-semantic'
  ).split(' '),
);
const LEFT_OUT = '…';
/** Short codes and extensions have fewer. */
const LEAST_DIGITS = 5;

export function tracedMessage(raw: string): string {
  const [head = '', body = ''] = cut(raw, /\r?\n\r?\n/);
  const [first = '', ...headers] = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const lines = [maskedAddress(first), ...headers.map(tracedHeader)];
  if (body.trim() === '') return lines.join('\n');
  const isSdp = headers.some(line => /^(content-type|c)\s*:\s*application\/sdp/i.test(line));
  return [...lines, '', isSdp ? tracedSdp(body) : LEFT_OUT].join('\n');
}

function tracedHeader(line: string): string {
  const [name = '', value = ''] = cut(line, /:/).map(part => part.trim());
  const known = name.toLowerCase();
  if (PLAIN.has(known)) return line;
  return `${name}: ${ADDRESSES.has(known) ? maskedAddress(value) : LEFT_OUT}`;
}

function tracedSdp(body: string): string {
  return body
    .split(/\r?\n/)
    .filter(line => line !== '')
    .map(line => {
      const [type = '', value = ''] = cut(line, /=/);
      if (SDP_LINES.has(type)) return line;
      const [attribute = ''] = cut(value, /[:\s]/);
      return type === 'a' && ATTRIBUTES.has(attribute)
        ? line
        : `${type}=${type === 'a' ? `${attribute}:` : ''}${LEFT_OUT}`;
    })
    .join('\n');
}

/** Names of people are left out, and of numbers the last three digits stay, as everywhere for who may not see them. */
function maskedAddress(text: string): string {
  const bare = text.slice(Math.max(0, text.lastIndexOf('<')));
  const masked = bare.replace(
    /(sips?:|tel:)([^@>;,\s]+)/gi,
    (_, scheme: string, user: string) => scheme + maskedUser(user),
  );
  return text.length - bare.length > 0 ? `${LEFT_OUT} ${masked}` : masked;
}

/** Accounts of ours, service numbers and addresses of machines are nobody's telephone. */
function maskedUser(user: string): string {
  const isPlain = /^(?:ag|gc|sp\d*)-/.test(user) || /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(user);
  if (isPlain || (user.match(/\d/g)?.length ?? 0) < LEAST_DIGITS) return user;
  return user.replace(/\d(?=(?:\D*\d){3})/g, '•');
}

/** What is before the first match and after it. */
function cut(text: string, at: RegExp): [string, string] {
  const found = at.exec(text);
  if (!found) return [text, ''];
  return [text.slice(0, found.index), text.slice(found.index + found[0].length)];
}
