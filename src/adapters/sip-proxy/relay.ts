import { request as ask, type IncomingMessage, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Asterisk must answer the handshake within this, ms. */
const HANDSHAKE_MS = 5_000;
/**
 * Browsers come to an Asterisk on this machine from an address of their own: from 127.0.0.1 anyone who is in no account
 * would be taken for a caller of this machine (asterisk-config/pjsip.conf, `demo-in`). All of 127.0.0.0/8 is this machine.
 */
export const BROWSERS_ADDRESS = '127.128.0.1';
/** A browser that vanished without a word is found by TCP itself, ms. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Passes a browser's SIP-over-WebSocket connection (RFC 7118) through to Asterisk byte by byte. Neither side's
 * frames are read, so extensions are not offered (the two ends would have to agree on them) and the cookie,
 * which is our own business, stays here. A browser that sends more than `bears` is cut. Returns what cuts the
 * connection.
 *
 *   browser ──Upgrade──► here ──Upgrade──► Asterisk /ws
 *           ◄──101────        ◄──101─────
 *           ◄═════════ bytes both ways ══════════►      an end on one side is an end on the other
 */
export function relaySip(
  target: { readonly host: string; readonly port: number },
  request: IncomingMessage,
  browser: Duplex,
  head: Buffer,
  { bears, ended }: { readonly bears: (bytes: number) => boolean; readonly ended: () => void },
): () => void {
  let asterisk: Duplex | null = null;
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    handshake.destroy();
    browser.destroy();
    asterisk?.destroy();
    ended();
  };

  const handshake = ask({
    host: target.host,
    port: target.port,
    ...(isThisMachine(target.host) ? { localAddress: BROWSERS_ADDRESS } : {}),
    path: '/ws',
    timeout: HANDSHAKE_MS,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': request.headers['sec-websocket-key'] ?? '',
      'Sec-WebSocket-Protocol': 'sip',
    },
  });
  handshake.on('timeout', () => refuse(504));
  handshake.on('error', () => refuse(502));
  handshake.on('response', () => refuse(502));
  handshake.on('upgrade', (answer, upstream, upstreamHead) => {
    asterisk = upstream;
    if (over) {
      upstream.destroy();
      return;
    }
    browser.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${answer.headers['sec-websocket-accept'] ?? ''}\r\n` +
        'Sec-WebSocket-Protocol: sip\r\n\r\n',
    );
    for (const socket of [browser, upstream]) {
      if (socket instanceof Socket) {
        socket.setNoDelay(true);
        socket.setTimeout(0);
        socket.setKeepAlive(true, KEEP_ALIVE_MS);
      }
      socket.on('error', end);
      socket.on('close', end);
    }
    if (upstreamHead.length > 0) browser.write(upstreamHead);
    if (head.length > 0) upstream.write(head);
    browser.on('data', (bytes: Buffer) => {
      if (!bears(bytes.length)) end();
    });
    browser.pipe(upstream);
    upstream.pipe(browser);
  });
  browser.on('close', end);
  browser.on('error', end);

  function refuse(status: 400 | 502 | 504): void {
    if (asterisk !== null || over) return;
    browser.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      end,
    );
  }

  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim());
  if (protocols.includes('sip')) handshake.end();
  else refuse(400);
  return end;
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host);
}
