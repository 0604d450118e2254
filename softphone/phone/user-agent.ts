import { type Invitation, UserAgent } from 'sip.js';
import type { SipAccount } from '../../src/http/shapes/session.ts';
import { hasFlag } from './flags.ts';
import type { SipMessage } from './phone.ts';
import { SessionWays } from './session-ways.ts';
import type { Sound } from './sound.ts';

/** Any name will do: Asterisk knows its users by their name, not by a domain (realm `asterisk`). */
const DOMAIN = 'cauce.invalid';
/** Host candidates come at once; waiting longer only delays the answer (RFC 8445 needs no more on one network). */
const ICE_GATHERING_MS = 500;
const CONNECT_LIMIT_S = 5;
/** Keeps proxies from closing an idle socket, s (RFC 7118 §6). */
const KEEP_ALIVE_S = 20;

export interface UserAgentParts {
  readonly account: Pick<SipAccount, 'user' | 'password' | 'iceServers'>;
  /** The relays for the next call, where they are others than the account's by then. */
  readonly relays?: () => SipAccount['iceServers'];
  /** `ws://` or `wss://` address of SIP over WebSocket. */
  readonly server: string;
  readonly sound: Pick<Sound, 'open'>;
  /** A customer who closes the window hangs up; an agent who reloads the page wants the caller back. */
  readonly hangUpOnClose: boolean;
  /** The network is another one than a moment ago, which the page may not have been told of yet. */
  readonly isElsewhere?: () => boolean;
}

/** What a session has as its `data` that speaks by something else than the microphone. */
export interface OwnVoice {
  readonly voice: MediaStream;
}

/** Our kind of SIP address. */
export const addressOf = (name: string) => UserAgent.makeURI(`sip:${name}@${DOMAIN}`);

/** SIP.js as we set it up; nothing is connected yet. Throws when the account's name fits no SIP address. */
export function makeUserAgent(
  { account, relays = () => account.iceServers, server, sound, hangUpOnClose, isElsewhere }: UserAgentParts,
  delegate: {
    onInvite(invitation: Invitation): void;
    onDisconnect(): void;
  },
  onMessage: (message: SipMessage) => void,
): UserAgent {
  const uri = addressOf(account.user);
  // Read once: the address changes as the person moves between pages.
  const relayOnly = hasFlag('cauce.relay-only');
  if (!uri) throw new Error('the telephone account has no usable name');
  const agent = new UserAgent({
    uri,
    authorizationUsername: account.user,
    // By default a random word, which may be digits alone: nobody's telephone is dialled as a number.
    contactName: account.user,
    authorizationPassword: account.password,
    userAgentString: 'Cauce',
    logLevel: 'error',
    logBuiltinEnabled: false,
    gracefulShutdown: hangUpOnClose,
    transportOptions: {
      server,
      connectionTimeout: CONNECT_LIMIT_S,
      keepAliveInterval: KEEP_ALIVE_S,
      traceSip: false,
    },
    sessionDescriptionHandlerFactory: session => {
      const own = session.data as OwnVoice | undefined;
      const ways = new SessionWays(
        session.userAgent.getLogger('sip.SessionDescriptionHandler'),
        async () => own?.voice ?? sound.open(),
        {
          iceGatheringTimeout: ICE_GATHERING_MS,
          peerConnectionConfiguration: {
            // Explicit, because SIP.js would otherwise ask a public STUN server.
            iceServers: relays().map(relay => ({ ...relay })),
            iceTransportPolicy: relayOnly ? 'relay' : 'all',
            bundlePolicy: 'max-bundle',
            rtcpMuxPolicy: 'require',
          },
        },
      );
      if (isElsewhere?.()) ways.renew();
      return ways;
    },
    delegate,
  });
  const { transport } = agent;
  const received = transport.onMessage;
  transport.onMessage = text => {
    onMessage({ sent: false, text });
    received?.(text);
  };
  const send = transport.send.bind(transport);
  transport.send = text => {
    onMessage({ sent: true, text });
    return send(text);
  };
  return agent;
}
