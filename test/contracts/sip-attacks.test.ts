import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PhoneLine } from '../../src/agents/ports.ts';
import { codecs, FRAME_SAMPLES } from '../../src/sip-phone/codecs.ts';
import { answerChallenge, parseChallenge } from '../../src/sip-phone/digest.ts';
import { formatRtp } from '../../src/sip-phone/rtp.ts';
import { header, type SipHeader, type SipResponse } from '../../src/sip-phone/sip-message.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { bindUdp } from '../../src/sip-phone/udp-port.ts';
import { tone, toneInWav, wavMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';
import { RawSip } from './raw-sip.ts';

/**
 * What SIPVicious (svmap, svwar, svcrack) and sippts do to a telephone system, each with its refusal. Elsewhere: a flood
 * (worlds/flood), a digest leak, an INVITE without registration and one from a browser's socket (known-by-address).
 */
const STRANGER = '127.0.0.3';
const TRUNK = '127.0.0.2';
const CALLER_HZ = 440;
const AGENT_HZ = 1_000;
const INJECTED_HZ = 1_700;
const PACKET_MS = 20;
/** A tone below this is none, dBFS. */
const NOTHING_DBFS = -60;

let exchange: AsteriskExchange;
let stranger: RawSip;
let agent: PhoneLine;
let phone: SipPhone;
let uri: string;

beforeAll(async () => {
  exchange = await asteriskExchange({ trunk: `sip:cauce:secret@${TRUNK}:5999`, demo: false });
  uri = `sip:127.0.0.1:${exchange.asterisk.sipPort}`;
  stranger = await RawSip.open(STRANGER, exchange.asterisk.sipPort);
  phone = await openPhone({ host: STRANGER, sound: false });
  agent = await line();
});
afterAll(async () => {
  stranger?.close();
  await phone?.close();
  await exchange?.close();
});

async function line(): Promise<PhoneLine> {
  const made: PhoneLine = {
    id: `sp-${randomUUID()}`,
    kind: 'sip',
    password: randomUUID(),
    callerNumber: '101',
    callerName: 'Ana',
  };
  await exchange.lines.provision(made);
  return made;
}

const rung = () => exchange.said.filter(event => event.kind === 'rang');

/** An answer without what is another one each time: who asked, and a fresh nonce. */
function faceOf({ status, reason, headers, body }: SipResponse): unknown {
  const changing = new Set(['via', 'from', 'to', 'call-id', 'cseq', 'date']);
  const lines = headers
    .filter(([name]) => !changing.has(name.toLowerCase()))
    .map(([name, value]) => `${name}: ${value.replace(/(nonce|opaque)="[^"]*"/g, '$1=…')}`);
  return { status, reason, lines, body };
}

function middle(times: readonly number[]): string {
  return (times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN).toFixed(1);
}

describe('who looks for extensions (svwar, sippts exten)', () => {
  test.each(['REGISTER', 'INVITE', 'OPTIONS', 'SUBSCRIBE', 'MESSAGE'])(
    'learns nothing by %s: a name that exists is answered like one that does not (SEC-5)',
    async method => {
      const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
      const faces = new Set<string>();
      for (let round = 0; round < 8; round += 1) {
        for (const [who, user] of [
          ['known', agent.id],
          ['unknown', `sp-${randomUUID()}`],
        ] as const) {
          const began = performance.now();
          const answer = await stranger.asks(method, method === 'REGISTER' ? uri : `sip:${user}@127.0.0.1`, {
            from: user,
          });
          times[who].push(performance.now() - began);
          faces.add(JSON.stringify(faceOf(answer)));
          expect(answer.status).toBe(401);
        }
      }
      expect([...faces]).toHaveLength(1);
      console.info(`${method}: known ${middle(times.known)} ms, unknown ${middle(times.unknown)} ms`);
    },
  );
});

describe('who guesses passwords (svcrack, sippts rcrack)', () => {
  async function tries(user: string, password: string): Promise<SipResponse> {
    const first = await stranger.asks('REGISTER', uri, { from: user });
    const challenge = parseChallenge(header(first, 'www-authenticate') ?? '');
    if (!challenge) throw new Error('no challenge');
    const proof = answerChallenge(challenge, { user, password }, { method: 'REGISTER', uri });
    return stranger.asks('REGISTER', uri, { from: user, headers: [['Authorization', proof]] });
  }

  test('is refused each time alike whether the name exists, and the owner still gets in', async () => {
    const faces = new Set<string>();
    for (const password of ['', 'secret', '1234', agent.id, `${agent.password}x`, agent.password.slice(1)]) {
      for (const user of [agent.id, `sp-${randomUUID()}`]) {
        faces.add(JSON.stringify(faceOf(await tries(user, password))));
      }
    }
    expect([...faces]).toHaveLength(1);
    expect([...faces][0]).toContain('"status":401');
    const owner = await exchange.registers(agent);
    await exchange.next('line', event => event.line === agent.id && event.reachable);
    await owner.leaves();
  });

  test('with the account of a log-in that ended is refused at once (SEC-14)', async () => {
    const ended = await line();
    const set = await exchange.registers(ended);
    await exchange.next('line', event => event.line === ended.id && event.reachable);
    const began = performance.now();
    await exchange.lines.remove(ended.id);
    const refusal = await tries(ended.id, ended.password);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(refusal.status).toBe(401);
    expect((await exchange.lines.list()).map(({ id }) => id)).not.toContain(ended.id);
    await set.leaves().catch(() => {});
  });
});

describe('who sends what no caller sends (sippts scan, ping, enumerate, send, spoof)', () => {
  test.each([
    'OPTIONS',
    'INFO',
    'UPDATE',
    'SUBSCRIBE',
    'NOTIFY',
    'REFER',
    'PUBLISH',
    'MESSAGE',
    'PRACK',
    'BYE',
    'CANCEL',
    'FOO',
  ])('%s from a stranger is carried out nowhere', async method => {
    const { status } = await stranger.asks(method, `sip:*626@127.0.0.1`);
    expect([401, 405, 481, 489, 501]).toContain(status);
  });

  test('an INVITE in the name of an agent who is logged in needs their password', async () => {
    const owner = await exchange.registers(agent);
    await exchange.next('line', event => event.line === agent.id && event.reachable);
    const spoofs: readonly (readonly SipHeader[])[] = [
      [],
      [['P-Asserted-Identity', `<sip:${agent.id}@127.0.0.1>`]],
      [['Route', `<${uri};lr>`]],
      [['Replaces', 'x;to-tag=1;from-tag=2']],
    ];
    for (const headers of spoofs) {
      const { status } = await stranger.asks('INVITE', 'sip:*626@127.0.0.1', { from: agent.id, headers });
      expect(status).toBe(401);
    }
    expect(rung()).toEqual([]);
    await owner.leaves();
  });
});

/** Voice from a socket that has no part in a call: to each port that a call may have, 50 packets a second, until stopped. */
class Injector {
  received = 0;
  private readonly socket: Socket;
  private readonly timer: NodeJS.Timeout;
  private sequence = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
    const samples = tone(INJECTED_HZ);
    socket.on('message', () => {
      this.received += 1;
    });
    this.timer = setInterval(() => this.say(samples() ?? new Int16Array(FRAME_SAMPLES)), PACKET_MS);
  }

  static async open(host: string): Promise<Injector> {
    return new Injector(await bindUdp({ host, port: 0 }));
  }

  get sent(): number {
    return this.sequence;
  }

  stop(): void {
    clearInterval(this.timer);
    this.socket.close();
  }

  private say(samples: Int16Array): void {
    this.sequence += 1;
    const voice = formatRtp({
      payloadType: 8,
      marker: false,
      sequence: this.sequence,
      timestamp: this.sequence * FRAME_SAMPLES,
      source: 626,
      payload: codecs.PCMA.encode(samples),
    });
    // An empty sender report (RFC 3550 §6.4.1).
    const control = Buffer.alloc(28);
    control.writeUInt32BE(0x80c80006, 0);
    const [first, last] = exchange.asterisk.rtpPorts;
    for (let port = first; port < last; port += 2) {
      this.socket.send(voice, port, '127.0.0.1');
      this.socket.send(control, port + 1, '127.0.0.1');
    }
  }
}

describe('who sends voice into a call of others (sippts rtpbleed, rtcpbleed, rtpbleedinject; SEC-7)', () => {
  const whens = ['before it has a voice', 'when its voices are known'] as const;
  test.each(whens)('is not heard, not recorded, and gets nothing back: from %s', async when => {
    const { telephony, recordings } = exchange;
    // The caller's own address is among them: another program there is another's voice.
    const inject = () => Promise.all([STRANGER, TRUNK, '127.0.0.1'].map(host => Injector.open(host)));
    const street = await openPhone({ host: TRUNK });
    const agent = await line();
    const set = await exchange.registers(agent);
    await exchange.next('line', event => event.line === agent.id && event.reachable);
    const customer = street.call(`sip:*626@127.0.0.1:${exchange.asterisk.sipPort}`, { from: '04145550101' });
    customer.ringing.catch(() => {});
    const { channel } = await exchange.next('rang');
    const early = when === whens[0] ? await inject() : [];
    if (early.length > 0)
      await waitUntil(() => early.every(each => each.sent > 20), { what: 'voice of others' });
    await telephony.answer(channel);
    await customer.answered;
    void customer.play(tone(CALLER_HZ));
    const leg = `leg-${randomUUID()}`;
    await telephony.dial({
      channel: leg,
      endpoint: `PJSIP/${agent.id}`,
      callerNumber: '04145550101',
      callerName: '',
      args: ['offer'],
      ringMs: 10_000,
      originator: channel,
    });
    await set.answers(leg);
    await exchange.next('leg-answered', event => event.channel === leg);
    await telephony.join(randomUUID(), [channel, leg]);
    const desk = await waitUntil(() => exchange.callsTo(agent.id).at(-1), { what: 'the agent’s call' });
    void desk.play(tone(AGENT_HZ));
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the customer hears the agent');
    await desk.until(it => it.hears(CALLER_HZ), 3_000, 'the agent hears the customer');

    const name = `calls/${channel}/1`;
    expect(await telephony.record(leg, name)).toBe('done');
    const injectors = early.length > 0 ? early : await inject();
    const packets = customer.earpiece.packets;
    await customer.until(it => it.earpiece.packets > packets + 75, 5_000, 'a second and a half of it');
    const heard = [
      customer.hears(AGENT_HZ),
      desk.hears(CALLER_HZ),
      customer.hears(INJECTED_HZ),
      desk.hears(INJECTED_HZ),
    ];
    for (const each of injectors) each.stop();
    await telephony.stopRecording(name);
    await exchange.next('recorded', event => event.recording === name);
    const wav = await recordings.fetch(name);
    expect(heard).toEqual([true, true, false, false]);
    expect(wavMs(wav)).toBeGreaterThan(1_000);
    expect(toneInWav(wav, INJECTED_HZ)).toBeLessThan(NOTHING_DBFS);
    expect(toneInWav(wav, CALLER_HZ)).toBeGreaterThan(-30);
    expect(injectors.map(each => each.sent > 50)).toEqual([true, true, true]);
    expect(injectors.map(each => each.received)).toEqual([0, 0, 0]);
    await customer.hangUp();
    await exchange.next('ended', event => event.channel === channel);
    await street.close();
  });
});
