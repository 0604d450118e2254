import { Web } from 'sip.js';

/** A browser may know a new network only 2 s after it is there, ms. */
export const WAYS_WITHIN_MS = 3_000;
/** RFC 8839 §5.1: of the voice's packets, by UDP. */
const A_WAY = /^a=candidate:\S+ 1 udp /im;

/**
 * SIP.js's WebRTC, which offers the ways for the audio (ICE candidates) that it has found within the time it was given. Of an
 * offer without any nothing comes: where ICE is started anew it waits for the first one.
 */
export class SessionWays extends Web.SessionDescriptionHandler {
  private told = '';
  private waiting = false;

  /** What is found now goes out with the description that is being made. */
  get isGathering(): boolean {
    return this.waiting;
  }

  /** Whether a way was in the last description that went out. */
  isTold({ port }: Pick<RTCIceCandidate, 'port'>): boolean {
    return this.told.includes(` ${port} typ `);
  }

  protected override async waitForIceGatheringComplete(restart = false, timeout = 0): Promise<void> {
    this.waiting = true;
    try {
      await super.waitForIceGatheringComplete(restart, timeout);
      const { peerConnection } = this;
      if (restart && peerConnection) await firstWay(peerConnection);
      this.told = peerConnection?.localDescription?.sdp ?? '';
    } finally {
      this.waiting = false;
    }
  }
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
