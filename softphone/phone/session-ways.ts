import { Web } from 'sip.js';

/** A browser may know a new network only 2 s after it is there, ms. */
export const WAYS_WITHIN_MS = 3_000;
/** RFC 8839 §5.1: of the voice's packets, by UDP. */
const A_WAY = /^a=candidate:\S+ 1 udp /im;
/** Ways of one kind come together, from all networks, ms. */
const TOGETHER_MS = 20;

/** Why no way by a relay was found where there is one to be asked: it takes no call of ours, or does not answer. */
export type RelayFault = 'refused' | 'away';
/** What is no answer of a server's (W3C webrtc, `RTCPeerConnectionIceErrorEvent`). */
const UNREACHED = 701;

/**
 * SIP.js's WebRTC, which offers the ways for the audio (ICE candidates) that it has found within the time it was given. Of an
 * offer without any nothing comes: where ICE is started anew it waits for the first one. A browser says only 100 ms after its
 * last way that there are no more, so nobody waits for that: the kind of way that is farthest away comes last.
 */
export class SessionWays extends Web.SessionDescriptionHandler {
  private told = '';
  private waiting = false;
  private frame: HTMLIFrameElement | null = null;
  private relay: 'found' | 'refused' | 'asked' | null = null;
  private unspoken: unknown = null;

  constructor(...parts: ConstructorParameters<typeof Web.SessionDescriptionHandler>) {
    super(...parts);
    this.noteRelay();
  }

  /** Why the browser gave no microphone. SIP.js ends the session before it tells whoever answered or dialled. */
  get microphoneFault(): unknown {
    return this.unspoken;
  }

  /** Null: one was found, or none was to be asked. */
  relayFault(): RelayFault | null {
    if (this.relay === null || this.relay === 'found') return null;
    return this.relay === 'asked' ? 'away' : 'refused';
  }

  /** What is found now goes out with the description that is being made. */
  get isGathering(): boolean {
    return this.waiting;
  }

  /** Whether a way was in the last description that went out. */
  isTold({ port }: Pick<RTCIceCandidate, 'port'>): boolean {
    return this.told.includes(` ${port} typ `);
  }

  /** Nothing was found by which the other side could reach it. */
  get isWayless(): boolean {
    return !A_WAY.test(this.told);
  }

  /**
   * Takes another connection, before anything was described by this one. Chrome tells a page of another network 2 s after it is
   * there, or later; a frame that is new asks which there are.
   */
  renew(): void {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    document.body.append(frame);
    const { RTCPeerConnection: Connection } = (frame.contentWindow ?? window) as Window & typeof globalThis;
    const made = new Connection(this.sessionDescriptionHandlerConfiguration?.peerConnectionConfiguration);
    made.addEventListener('track', ({ track }) => this.setRemoteTrack(track));
    made.addEventListener('icegatheringstatechange', () => {
      if (made.iceGatheringState === 'complete') this.iceGatheringComplete();
    });
    this._peerConnection?.close();
    this._peerConnection = made;
    this.noteRelay();
    this.frame = frame;
  }

  private noteRelay(): void {
    const servers = this.peerConnection?.getConfiguration().iceServers ?? [];
    this.relay = lastKind(servers) === 'relay' ? 'asked' : null;
    this.peerConnection?.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'relay') this.relay = 'found';
    });
    this.peerConnection?.addEventListener('icecandidateerror', ({ url, errorCode }) => {
      if (url?.startsWith('turn') && errorCode !== UNREACHED && this.relay === 'asked')
        this.relay = 'refused';
    });
  }

  override close(): void {
    super.close();
    this.frame?.remove();
  }

  protected override async getLocalMediaStream(
    options?: Web.SessionDescriptionHandlerOptions,
  ): Promise<void> {
    try {
      await super.getLocalMediaStream(options);
    } catch (fault) {
      this.unspoken = fault;
      throw fault;
    }
  }

  protected override async waitForIceGatheringComplete(restart = false, timeout = 0): Promise<void> {
    this.waiting = true;
    try {
      const { peerConnection } = this;
      const forget = peerConnection && whenFound(peerConnection, () => this.iceGatheringComplete());
      await super.waitForIceGatheringComplete(restart, timeout);
      forget?.();
      if (restart && peerConnection) await firstWay(peerConnection);
      this.told = peerConnection?.localDescription?.sdp ?? '';
    } finally {
      this.waiting = false;
    }
  }
}

/** Calls `found` once there is one of the last kind that its servers let it find, and those that come with it. */
function whenFound(connection: RTCPeerConnection, found: () => void): () => void {
  const last = lastKind(connection.getConfiguration().iceServers ?? []);
  let together: ReturnType<typeof setTimeout> | undefined;
  const look = ({ candidate }: RTCPeerConnectionIceEvent) => {
    if (candidate?.type === last && candidate.protocol === 'udp') together ??= setTimeout(found, TOGETHER_MS);
  };
  connection.addEventListener('icecandidate', look);
  return () => {
    connection.removeEventListener('icecandidate', look);
    clearTimeout(together);
  };
}

/** RFC 8445 §5.1.1: its own addresses at once, those that a server sees later, and a relay's last. */
function lastKind(servers: readonly RTCIceServer[]): RTCIceCandidateType {
  const urls = servers.flatMap(each => each.urls);
  if (urls.some(url => url.startsWith('turn'))) return 'relay';
  return urls.length > 0 ? 'srflx' : 'host';
}

function firstWay(connection: RTCPeerConnection): Promise<void> {
  const isThere = () => A_WAY.test(connection.localDescription?.sdp ?? '');
  if (isThere()) return Promise.resolve();
  return new Promise(done => {
    const look = () => {
      if (isThere()) end();
    };
    const end = () => {
      connection.removeEventListener('icecandidate', look);
      clearTimeout(limit);
      done();
    };
    const limit = setTimeout(end, WAYS_WITHIN_MS);
    connection.addEventListener('icecandidate', look);
  });
}
