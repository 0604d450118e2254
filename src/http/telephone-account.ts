import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { SipCredentials } from '../agents/sip-account.ts';
import type { WebConfig } from './parts.ts';
import type { SipAccount } from './shapes.ts';

/** A browser's account: SIP over WebSocket through our own port, so one origin and one certificate are enough. */
export function browserAccount(
  credentials: SipCredentials,
  page: Pick<FastifyRequest, 'host' | 'protocol'>,
  config: Pick<WebConfig, 'tls' | 'turn'>,
): SipAccount {
  // A proxy in front may have the certificate.
  const scheme = config.tls === null && page.protocol === 'http' ? 'ws' : 'wss';
  return {
    ...credentials,
    server: `${scheme}://${page.host}/sip`,
    iceServers: config.turn === null ? [] : [turnServer(config.turn)],
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

/** `turn:user:password@host:port` as `RTCPeerConnection` wants it; the password may hold colons, the user not. */
function turnServer(turn: string): SipAccount['iceServers'][number] {
  const parts = /^(turns?):([^:@]+):(.+)@([^@]+)$/.exec(turn);
  if (parts === null) return { urls: turn };
  const [, scheme, username = '', credential = '', host] = parts;
  return { urls: `${scheme}:${host}`, username, credential };
}
