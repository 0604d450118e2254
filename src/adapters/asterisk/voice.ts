import type { VoiceReading } from '../../calls/voice/figures.ts';
import type { AriVoice } from './wire.ts';

/**
 * Nobody talks over a way that takes longer, s. Asterisk before its change 2100 stores what it worked out of a report before it finds
 * that it cannot be (res_rtp_asterisk): 65,536 s were seen with baresip.
 */
const LONGEST_RTT_S = 30;

/**
 * Asterisk names jitters by whose report they are in: `txjitter` is what it measures of what comes, and goes out with its own reports;
 * `rxjitter` is what the far end reports (res_rtp_asterisk, `ast_rtp_get_stat`). Losses are named as one would think.
 */
export function readingOf(voice: AriVoice): VoiceReading {
  const { rxcount, rxploss, txcount, txploss, txjitter, rxjitter, rtt } = voice;
  // A far end that reports has a way there and back, which takes some time.
  const reports = rtt > 0 || txploss > 0 || rxjitter > 0;
  return {
    received: rxcount,
    // Packets that came twice count as fewer than none lost.
    lost: Math.max(0, rxploss),
    jitterMs: txjitter * 1000,
    sent: txcount,
    far: reports
      ? {
          // More than was sent cannot be lost; fewer than none can, of packets that came twice (RFC 3550 §6.4.1).
          lost: txploss > txcount ? 0 : txploss,
          jitterMs: rxjitter * 1000,
          rttMs: rtt < LONGEST_RTT_S ? rtt * 1000 : null,
        }
      : null,
  };
}
