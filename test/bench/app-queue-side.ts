import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { startAsterisk } from '../kit/own-parts.ts';
import { AGENTS, type BenchSide, type Crew } from './side.ts';

const LINE = '700';
/** Before an agent's name: Dial() to that agent, the least that a call can cost. */
const DIRECT = '701';
const MENU = '702';

/** What a menu says, and what is said once 1 was pressed: prompts that both sides have. */
export const MENU_PROMPTS = { asks: 'le-atendera-un-asesor', says: 'conserve-el-numero' } as const;

const DIALPLAN = `[from-trunk]
exten => ${LINE},1,Queue(bench)
 same => n,Hangup()
exten => _${DIRECT}q.,1,Dial(PJSIP/\${EXTEN:${DIRECT.length}})
 same => n,Hangup()
exten => ${MENU},1,Goto(bench-menu,s,1)

[bench-menu]
exten => s,1,Answer()
 same => n,Background(cauce/${MENU_PROMPTS.asks})
 same => n,WaitExten(10)
exten => 1,1,Background(cauce/${MENU_PROMPTS.says})
 same => n,Hangup()
exten => t,1,Hangup()
exten => i,1,Hangup()`;

/** The yardstick, with what rows of their own compare with. */
export interface YardstickSide extends BenchSide {
  /** Straight to one agent, without a queue. */
  direct(agent: number): string;
  /** A menu by Background() and WaitExten(). */
  readonly menu: string;
}

const nameOf = (agent: number): string => `q${String(agent + 1).padStart(3, '0')}`;

/**
 * The yardstick: Asterisk's own queue in an instance of its own, set up as its friends would for speed: a member
 * is tried again after one second, several callers are handed over at once, no wrap-up, no Answer() that would
 * wait half a second for voice (measuring.md §0.7).
 */
export async function appQueueSide(
  folder: string,
  { agents: count, codecs }: Crew = { agents: AGENTS },
): Promise<YardstickSide> {
  const agents = await openPhone({ sound: false, ...(codecs ? { codecs } : {}) });
  const names = Array.from({ length: count }, (_, i) => nameOf(i));
  const asterisk = await startAsterisk({
    dir: folder,
    nodeName: 'yardstick',
    rtpPortCount: RTP_PORTS,
    bench: {
      pjsip: names.map(name => endpoint(name, agents.address.port)).join('\n'),
      extensions: DIALPLAN,
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
  const at = `127.0.0.1:${asterisk.sipPort}`;
  return {
    name: 'app_queue',
    line: `sip:${LINE}@${at}`,
    direct: index => `sip:${DIRECT}${nameOf(index)}@${at}`,
    menu: `sip:${MENU}@${at}`,
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
