import { startAsterisk } from '../../src/launcher/parts.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { AGENTS, type BenchSide } from './side.ts';

const LINE = '700';

/**
 * The yardstick: Asterisk's own queue in an instance of its own, set up as its friends would for speed: a member
 * is tried again after one second, several callers are handed over at once, no wrap-up, no Answer() that would
 * wait half a second for voice (measuring.md §0.7).
 */
export async function appQueueSide(folder: string): Promise<BenchSide> {
  const agents = await openPhone({ sound: false });
  const names = Array.from({ length: AGENTS }, (_, i) => `q${String(i + 1).padStart(3, '0')}`);
  const asterisk = await startAsterisk({
    dir: folder,
    nodeName: 'yardstick',
    rtpPortCount: RTP_PORTS,
    bench: {
      pjsip: names.map(name => endpoint(name, agents.address.port)).join('\n'),
      extensions: `[from-trunk]\nexten => ${LINE},1,Queue(bench)\n same => n,Hangup()`,
      queues: [
        '[bench]',
        'strategy = rrmemory',
        'musicclass = default',
        'timeout = 15',
        'retry = 1',
        'wrapuptime = 0',
        'ringinuse = no',
        ...names.map(name => `member => PJSIP/${name}`),
      ].join('\n'),
    },
  });
  return {
    name: 'app_queue',
    line: `sip:${LINE}@127.0.0.1:${asterisk.sipPort}`,
    agents,
    processes: new Map([['asterisk', asterisk.pid]]),
    async stop() {
      await agents.close();
      await asterisk.stop();
    },
  };
}

/** Two for each leg: all callers, and all agents besides. */
export const RTP_PORTS = 1_000;

function endpoint(name: string, port: number): string {
  return [
    `[${name}]`,
    'type = endpoint',
    'context = from-agent',
    'transport = udp',
    'disallow = all',
    'allow = ulaw,alaw',
    'direct_media = no',
    'rtp_symmetric = yes',
    `aors = ${name}`,
    `[${name}]`,
    'type = aor',
    `contact = sip:${name}@127.0.0.1:${port}`,
    '',
  ].join('\n');
}
