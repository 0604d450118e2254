import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { bindUdp } from '../../src/sip-phone/udp-port.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { HOSTILE_TEXTS } from '../kit/hostile-texts.ts';
import { tone } from '../kit/tone.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DIRECT_NUMBER } from '../worlds/direct-number.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ } from './voices.ts';

/** What is sent to the browser's voice, and what is said to the page, by somebody who means harm. */
const STRANGER = '127.0.0.3';
const EVERY_MS = 40;

let talking: TalkingCentre;
let desk: DeskPage;
let phone: SipPhone;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  // Before the page's own scripts: its connections are kept, to be asked how they are protected.
  desk = await DeskPage.logIn(talking.browser, talking.centre, 'agente1');
  phone = await openPhone();
}, 120_000);

afterAll(async () => {
  await phone?.close();
  await talking?.stop();
});

/** DTLS records, STUN and noise to each port that a call may have, all the time. */
class Garbage {
  sent = 0;
  private readonly socket: Socket;
  private readonly timer: NodeJS.Timeout;

  private constructor(socket: Socket, [first, last]: readonly [number, number]) {
    this.socket = socket;
    this.timer = setInterval(() => {
      for (let port = first; port <= last; port += 2) {
        for (const datagram of kinds()) socket.send(datagram, port, '127.0.0.1');
        this.sent += 1;
      }
    }, EVERY_MS);
  }

  static async at(ports: readonly [number, number]): Promise<Garbage> {
    return new Garbage(await bindUdp({ host: STRANGER, port: 0 }), ports);
  }

  stop(): void {
    clearInterval(this.timer);
    this.socket.close();
  }
}

function kinds(): Buffer[] {
  // A handshake record of DTLS 1.2 (RFC 6347 §4.1) with a ClientHello (1), and an alert that closes.
  const hello = Buffer.concat([
    Buffer.from([
      22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 54, 1, 0, 0, 42, 0, 0, 0, 0, 0, 0, 0, 42, 0xfe, 0xfd,
    ]),
    randomBytes(32),
    Buffer.from([0, 0, 0, 2, 0xc0, 0x2b, 1, 0]),
  ]);
  const alert = Buffer.from([21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 2, 0]);
  // A binding request (RFC 8489 §5) without credentials.
  const stun = Buffer.concat([Buffer.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]), randomBytes(12)]);
  // SRTP that nobody can have the key of, and noise.
  const srtp = Buffer.concat([Buffer.from([0x80, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]), randomBytes(170)]);
  return [hello, alert, stun, srtp, randomBytes(60)];
}

describe.skipIf(!hasChromium())('somebody who means harm', () => {
  test('sends DTLS, STUN and noise before ICE is done and during the talk: both hear each other all the same (SEC-8)', async () => {
    const { page } = desk;
    await page.evaluate(KEEP_CONNECTIONS);
    await desk.ready();
    const garbage = await Garbage.at(talking.centre.asterisk.rtpPorts);
    const call = phone.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${talking.centre.sipPort}`, {
      from: '04145550101',
      name: HOSTILE_TEXTS.find(text => text.startsWith('<img')) ?? '',
    });
    await call.answered;
    void call.play(tone(CUSTOMER_HZ));
    await answers(desk, call);
    await call.until(it => it.hears(AGENT_HZ), 10_000, 'the customer hears the agent');
    const { packets } = call.earpiece;
    await call.until(it => it.earpiece.packets > packets + 100, 5_000, 'two seconds more');
    expect(call.hears(AGENT_HZ)).toBe(true);
    garbage.stop();
    expect(garbage.sent).toBeGreaterThan(1_000);

    // SEC-16: SRTP with AES (RFC 7714, RFC 3711), by a DTLS of 1.2 or later.
    const protection = await page.evaluate<{ dtls: string; srtp: string; version: string }[]>(PROTECTION);
    expect(protection.length).toBeGreaterThan(0);
    for (const { dtls, srtp, version } of protection) {
      expect(srtp).toMatch(/^(AEAD_AES_(128|256)_GCM|AES_CM_128_HMAC_SHA1_80)$/);
      expect(dtls).toMatch(/AES|CHACHA20/);
      expect(['FEFD', 'FEFC']).toContain(version);
    }
  });

  test('writes scripts where people read: they are shown as they were written, and none runs (SEC-24)', async () => {
    const { centre, browser } = talking;
    const office = await centre.logIn('supervisor');
    const [card] = (await office.get<List<TicketCard>>('/tickets')).items;
    const number = card?.number ?? '';
    for (const text of SCRIPTS) await office.step(number, { action: 'note', text });
    const reader = await DeskPage.logIn(browser, centre, 'supervisor');
    await reader.page.goto(`${centre.webUrl}/tickets?number=${number}`);
    for (const text of SCRIPTS) await reader.page.getByText(text).first().waitFor();
    for (const { page } of [reader, desk]) expect(await page.evaluate('window.broken')).toBeUndefined();
    // A script that was stopped by the policy alone would be told of here.
    expect([...reader.complaints, ...desk.complaints]).toEqual([]);
  });
});

const SCRIPTS = HOSTILE_TEXTS.filter(text => text.includes('broken'));

const KEEP_CONNECTIONS = `
  window.kept = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...args) { super(...args); window.kept.push(this); }
  };
`;
const PROTECTION = `(async () => {
  const found = [];
  for (const each of window.kept) {
    for (const row of (await each.getStats()).values()) {
      if (row.type === 'transport' && row.dtlsState === 'connected')
        found.push({ dtls: row.dtlsCipher, srtp: row.srtpCipher, version: row.tlsVersion });
    }
  }
  return found;
})()`;
