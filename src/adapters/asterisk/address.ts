/** Where ARI is. The password stays in `authorization` and is never written anywhere. */
export interface AsteriskAddress {
  readonly host: string;
  readonly port: number;
  /** The value of the HTTP header. */
  readonly authorization: string;
}

/** Takes `http://user:password@host:port` apart; `config.ts` has checked its shape. */
export function asteriskAddress(url: string): AsteriskAddress {
  const { hostname, port, username, password } = new URL(url);
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    host: hostname,
    port: Number(port === '' ? 80 : port),
    authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
  };
}
