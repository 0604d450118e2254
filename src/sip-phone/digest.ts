import { createHash, randomBytes } from 'node:crypto';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly algorithm: 'MD5' | 'SHA-256';
  /** Whether the server offers `qop=auth`, which binds the answer to a client nonce. */
  readonly qop: boolean;
}

/**
 * Reads a WWW-Authenticate or Proxy-Authenticate value (RFC 7616).
 * Answers `undefined` for schemes and algorithms that this telephone does not speak.
 */
export function parseChallenge(value: string): Challenge | undefined {
  const fields = /^Digest\s+(.*)$/is.exec(value.trim())?.[1];
  if (fields === undefined) return undefined;
  const read = (name: string): string | undefined => {
    const found = new RegExp(`(?:^|[,\\s])${name}\\s*=\\s*(?:"([^"]*)"|([^,\\s]+))`, 'i').exec(fields);
    return found?.[1] ?? found?.[2];
  };
  const algorithm = (read('algorithm') ?? 'MD5').toUpperCase();
  const realm = read('realm');
  const nonce = read('nonce');
  if (realm === undefined || nonce === undefined) return undefined;
  if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return undefined;
  const qop = (read('qop') ?? '').split(',').some(word => word.trim().toLowerCase() === 'auth');
  return { realm, nonce, opaque: read('opaque'), algorithm, qop };
}

/** The Authorization value that answers a challenge for one request. `count` is the use of this nonce, from 1. */
export function answerChallenge(
  challenge: Challenge,
  credentials: Credentials,
  request: { method: string; uri: string },
  count = 1,
  clientNonce = randomBytes(8).toString('hex'),
): string {
  const hash = (text: string) =>
    createHash(challenge.algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const who = hash(`${credentials.user}:${challenge.realm}:${credentials.password}`);
  const what = hash(`${request.method}:${request.uri}`);
  const uses = count.toString(16).padStart(8, '0');
  const response = challenge.qop
    ? hash(`${who}:${challenge.nonce}:${uses}:${clientNonce}:auth:${what}`)
    : hash(`${who}:${challenge.nonce}:${what}`);
  const fields = [
    `username="${credentials.user}"`,
    `realm="${challenge.realm}"`,
    `nonce="${challenge.nonce}"`,
    `uri="${request.uri}"`,
    `response="${response}"`,
    `algorithm=${challenge.algorithm}`,
    ...(challenge.qop ? ['qop=auth', `nc=${uses}`, `cnonce="${clientNonce}"`] : []),
    ...(challenge.opaque === undefined ? [] : [`opaque="${challenge.opaque}"`]),
  ];
  return `Digest ${fields.join(', ')}`;
}
