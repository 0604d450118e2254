import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Session } from '../agents/ports.ts';
import { type SipCredentials, sessionAccount } from '../agents/sip-account.ts';
import { iceServers } from './ice-servers.ts';
import type { WebConfig } from './parts.ts';
import type { SipAccount } from './shapes/session.ts';

/** A browser's account: SIP over WebSocket through our own port, so one origin and one certificate are enough. */
export function browserAccount(
  session: Pick<Session, 'id' | 'kind' | 'expiresAt'>,
  page: Pick<FastifyRequest, 'host' | 'protocol'>,
  { serverKey, tls, turn }: Pick<WebConfig, 'serverKey' | 'tls' | 'turn'>,
  now: number,
): SipAccount {
  const credentials = sessionAccount(serverKey, session);
  // A proxy in front may have the certificate.
  const scheme = tls === null && page.protocol === 'http' ? 'ws' : 'wss';
  return {
    ...credentials,
    server: `${scheme}://${page.host}/sip`,
    iceServers: iceServers(turn, session, credentials.user, now),
  };
}

/** A desk telephone speaks SIP over UDP with Asterisk itself. */
export function deskPhoneAccount(
  credentials: SipCredentials,
  config: Pick<WebConfig, 'mediaAddress' | 'sipPort'>,
): SipAccount {
  const host = isIPv6(config.mediaAddress) ? `[${config.mediaAddress}]` : config.mediaAddress;
  return { ...credentials, server: `sip:${host}:${config.sipPort}`, iceServers: [] };
}
