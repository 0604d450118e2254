import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresCentreSeed } from '../../src/adapters/postgres/centre-seed.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { makeLog } from '../../src/kit/log.ts';
import { formatMessage, parseMessage } from '../../src/sip-phone/sip-message.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { type CentreWorld, startCentre } from './centre.ts';

/** INVITEs of one stranger, a second. */
const RATE = 200;
const STRANGER = '127.0.0.5';
/** The centre's policy. Asterisk holds the ports of a refused call until we have answered: the others must not run out. */
const PER_ADDRESS = 60;
const GOOD_CALLS = 30;
const GOOD_EVERY_MS = 250;

let centre: CentreWorld;
let customers: SipPhone;
beforeAll(async () => {
  // As many ports as a centre has that nobody has told otherwise.
  [centre, customers] = await Promise.all([startCentre({ rtpPortCount: 1_000 }), openPhone()]);
  const db = openDatabase(centre.postgres.url, makeLog('test', 'silent'));
  await postgresCentreSeed(db).note('callCaps', { perAddress: PER_ADDRESS });
  await db.close();
});
afterAll(async () => {
  await customers?.close();
  await centre?.stop();
});

/** Customers who call one after the other; answers how long each waited for the answer, ms. */
async function goodCalls(): Promise<number[]> {
  const waits: Promise<number>[] = [];
  for (let n = 0; n < GOOD_CALLS; n += 1) {
    const began = performance.now();
    const call = customers.call(`sip:*626@127.0.0.1:${centre.sipPort}`, { from: `0414555${1_000 + n}` });
    waits.push(
      call.answered.then(async () => {
        const waited = performance.now() - began;
        await call.hangUp();
        return waited;
      }),
    );
    await pause(GOOD_EVERY_MS);
  }
  return Promise.all(waits);
}

interface Flood {
  readonly sent: number;
  /** Final answers by status. */
  readonly statuses: ReadonlyMap<number, number>;
}

/** Calls without end from one address, which acknowledges nothing and never hangs up, until it is stopped. */
async function flood(): Promise<() => Promise<Flood>> {
  const socket: Socket = createSocket('udp4').bind(0, STRANGER);
  await once(socket, 'listening');
  const { port } = socket.address();
  const answered = new Map<string, number>();
  socket.on('message', datagram => {
    const message = parseMessage(datagram);
    if (message?.kind !== 'response' || message.status < 200) return;
    const [, id = ''] = message.headers.find(([name]) => name.toLowerCase() === 'call-id') ?? [];
    answered.set(id, message.status);
  });
  const began = performance.now();
  let sent = 0;
  const body = `v=0\r\no=- 1 1 IN IP4 ${STRANGER}\r\ns=-\r\nc=IN IP4 ${STRANGER}\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n`;
  const timer = setInterval(() => {
    for (; sent < ((performance.now() - began) * RATE) / 1_000; sent += 1) {
      const invite = formatMessage({
        kind: 'request',
        method: 'INVITE',
        uri: `sip:*626@127.0.0.1:${centre.sipPort}`,
        headers: [
          ['Via', `SIP/2.0/UDP ${STRANGER}:${port};branch=z9hG4bK-flood-${sent}`],
          ['From', `<sip:0416555${sent}@${STRANGER}>;tag=f${sent}`],
          ['To', '<sip:*626@127.0.0.1>'],
          ['Call-ID', `flood-${sent}`],
          ['CSeq', '1 INVITE'],
          ['Contact', `<sip:x@${STRANGER}:${port}>`],
          ['Max-Forwards', '70'],
          ['Content-Type', 'application/sdp'],
        ],
        body,
      });
      socket.send(invite, centre.sipPort, '127.0.0.1');
    }
  }, 20);
  return async () => {
    clearInterval(timer);
    socket.close();
    const statuses = new Map<number, number>();
    for (const status of answered.values()) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    return { sent, statuses };
  };
}

async function refusedToday(why: string): Promise<number> {
  const text = await (await fetch(`${centre.webUrl}/metrics`)).text();
  return Number(new RegExp(`^cauce_refused_calls_today\\{why="${why}"\\} (\\d+)$`, 'm').exec(text)?.[1]);
}

function middleAndWorst(waits: readonly number[]): string {
  const sorted = [...waits].sort((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms`;
}

test('beside a flood from one address every customer of another one is answered', async () => {
  const quiet = await goodCalls();
  const stop = await flood();
  const beside = await goodCalls();
  const { sent, statuses } = await stop();
  console.info(
    `time to answer without the flood: ${middleAndWorst(quiet)}; beside ${sent} INVITEs at ${RATE}/s ` +
      `(answers ${JSON.stringify([...statuses])}): ${middleAndWorst(beside)}`,
  );
  expect([quiet.length, beside.length]).toEqual([GOOD_CALLS, GOOD_CALLS]);
  // Most of the flood is turned away, counted and shown; what got in stays below the cap of an address.
  expect(statuses.get(503) ?? 0).toBeGreaterThan(sent / 4);
  expect(statuses.get(200) ?? 0).toBeLessThanOrEqual(PER_ADDRESS);
  expect(await refusedToday('over-rate')).toBeGreaterThan(0);
  expect(await refusedToday('over-cap')).toBeGreaterThan(0);
  expect(await refusedToday('no-room')).toBe(0);
  // The good ones hung up at once, and there were sixty: that is shown to the supervisor.
  const view = (await centre.logIn('supervisor')).watch();
  const alarm = await view.until('cancelled calls are an alarm', ({ alarms }) =>
    alarms.get('cancelled-calls'),
  );
  const refused = view.alarms.get('refused-calls');
  view.close();
  expect(alarm.words.en).toMatch(/^6\d calls rang and hung up within 10 minutes\./);
  expect(refused?.severity).toBe('critical');
});
