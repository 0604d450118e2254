import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Session } from '../agents/ports.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../kit/clock.ts';
import { CauceError, type ErrorCode } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { addressKey } from '../kit/network-address.ts';
import { type Allowance, TokenBuckets } from '../kit/token-bucket.ts';
import { can } from '../rights/capabilities.ts';
import type { Visitor } from './access.ts';
import type { Api } from './api.ts';
import { TOLD_REFUSALS } from './audited-refusals.ts';
import { clientAddress, trusting } from './client-address.ts';
import { guestsMayCall } from './guests-may-call.ts';
import type { OwnAddresses } from './own-addresses.ts';
import type { WebConfig } from './parts.ts';
import { statusOf } from './problems.ts';
import { fromOwnPages } from './same-origin.ts';
import { cookieName } from './session-cookies.ts';
import type { SessionDesk } from './session-desk.ts';

/** A connection that asked to become a WebSocket. */
export interface Handshake {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

export interface Upgrades {
  /** `/live`: news for a person's page. */
  live(handshake: Handshake, visitor: Visitor): void;
  /** `/sip`: the telephone of a person or a guest, at this address. */
  sip(handshake: Handshake, session: Session, address: string): void;
}

/** Handshakes of one address: an office of a hundred pages, two sockets each, comes back at once after a restart. */
const RATE: Allowance = { burst: 600, perSecond: 50 };
const ADDRESSES_REMEMBERED = 10_000;
const PATHS = ['/live', '/sip'];

interface UpgradeParts {
  readonly config: Pick<WebConfig, 'tls' | 'trustedProxies' | 'demo' | 'webCalls'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'note'>;
}

/**
 * Lets WebSockets in: not too many from one address, own host and origin, a valid session, the confidentiality text
 * accepted; all else is refused.
 */
export function acceptUpgrades(
  app: Api,
  { config, clock, log, audit }: UpgradeParts,
  own: OwnAddresses,
  sessions: SessionDesk,
  upgrades: Upgrades,
): void {
  const secure = config.tls !== null;
  // Guests of before a restart may have been let in by other settings.
  const guestCalls = guestsMayCall(config);
  const trusts = trusting(config.trustedProxies);
  const rates = new TokenBuckets(() => RATE, ADDRESSES_REMEMBERED);

  app.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    admit({ request, socket, head }).catch((error: unknown) => {
      const code = error instanceof CauceError ? error.code : 'internal';
      if (code === 'internal') log.error({ err: error }, 'upgrade failed');
      if (TOLD_REFUSALS.has(code)) {
        const who = { person: null, address: clientAddress(request, trusts) };
        const route = `UPGRADE ${PATHS.find(path => path === pathOf(request)) ?? '?'}`;
        audit.note(who, { kind: 'refused', subject: null, data: { code, route } });
      }
      refuse(socket, code);
    });
  });

  async function admit(handshake: Handshake): Promise<void> {
    const { request, socket } = handshake;
    const address = clientAddress(request, trusts);
    // Before anything is asked of the store for a cookie that a stranger wrote.
    if (!rates.take(addressKey(address), clock.now())) {
      throw new CauceError('too-many-tries');
    }
    if (!own.isFor(request)) throw new CauceError('wrong-host');
    if (!fromOwnPages(request, own)) throw new CauceError('wrong-origin');
    const path = pathOf(request);
    const cookies = app.parseCookie(request.headers.cookie ?? '');
    const visitor = await sessions.visitor(cookies[cookieName('person', secure)]);
    if (path === '/live') {
      const who = accepted(visitor);
      if (!socket.destroyed) upgrades.live(handshake, who);
    } else if (path === '/sip') {
      const guest = guestCalls ? cookies[cookieName('guest', secure)] : undefined;
      const session = telephoneOf(visitor) ?? (await sessions.guest(guest));
      // Neither a telephone nor a guest: the visitor hears what is missing.
      if (session === null) throw new CauceError(accepted(visitor) && 'not-allowed');
      if (!socket.destroyed) upgrades.sip(handshake, session, address);
    } else {
      throw new CauceError('unknown-resource');
    }
  }
}

const pathOf = ({ url }: IncomingMessage): string => (url ?? '').split('?')[0] ?? '';

function accepted(visitor: Visitor | null): Visitor {
  if (visitor === null) throw new CauceError('not-logged-in');
  if (visitor.person.confidentialityAcceptedAt === null) throw new CauceError('confidentiality-not-accepted');
  return visitor;
}

function telephoneOf(visitor: Visitor | null): Session | null {
  if (visitor === null || visitor.person.confidentialityAcceptedAt === null) return null;
  return visitor.only !== null || can(visitor.person, 'telephone') ? visitor.session : null;
}

function refuse(socket: Duplex, code: ErrorCode): void {
  if (socket.destroyed) return;
  const status = statusOf(code);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n` +
      `X-Cauce-Code: ${code}\r\n\r\n`,
  );
}
