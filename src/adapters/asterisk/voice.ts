import type { VoiceReading } from '../../calls/voice/figures.ts';
import type { AriVoice } from './wire.ts';

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
    far: reports ? { lost: txploss, jitterMs: rxjitter * 1000, rttMs: rtt * 1000 } : null,
  };
}
