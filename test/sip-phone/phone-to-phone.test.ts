import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { tone } from '../../src/sip-phone/tones.ts';

let ana: SipPhone;
let beto: SipPhone;
let betosLine: string;

beforeEach(async () => {
  ana = await openPhone();
  beto = await openPhone();
  betosLine = `sip:beto@127.0.0.1:${beto.address.port}`;
});

afterEach(async () => {
  await Promise.all([ana.close(), beto.close()]);
});

/** What reaches beto's telephone next. */
function nextCall(phone: SipPhone): Promise<IncomingCall> {
  return new Promise(resolve => phone.onInvite(resolve));
}

/** A call that is up on both sides. */
async function connected() {
  const reaching = nextCall(beto);
  const out = ana.call(betosLine, { from: '04141234567', name: 'Ana «Ñandú» "A"' });
  const incoming = await reaching;
  incoming.ring();
  await out.ringing;
  await incoming.answer();
  await out.answered;
  return { out, incoming };
}

describe('two telephones on one machine', () => {
  test('a call rings, is answered, and shows who calls', async () => {
    const { out, incoming } = await connected();
    expect(incoming.caller).toEqual({ name: 'Ana «Ñandú» "A"', number: '04141234567' });
    expect(incoming.calledUser).toBe('beto');
    expect(out.phase).toBe('up');
    expect(out.moments.map(moment => moment.what)).toEqual(['invite-sent', 'trying', 'ringing', 'answered']);
  });

  test('headers given to the call reach the other side', async () => {
    const reaching = nextCall(beto);
    ana.call(betosLine, { headers: [['X-Ticket', 'OA-2026-000123']] });
    expect((await reaching).header('x-ticket')).toBe('OA-2026-000123');
  });

  test('each hears the other one’s tone and not their own', async () => {
    const { out, incoming } = await connected();
    void out.play(tone(440));
    void incoming.play(tone(1000));
    await out.until(call => call.hears(1000), 3000, '1000 Hz at the caller');
    await incoming.until(call => call.hears(440), 3000, '440 Hz at the called');
    expect(out.hears(440)).toBe(false);
    expect(incoming.hears(1000)).toBe(false);
    await out.until(call => Math.abs(call.earpiece.toneLevel(1000) + 15) < 0.5, 2000, 'a tone of -15 dBFS');
  });

  test('waiting for a tone that never comes says what was heard instead', async () => {
    const { out } = await connected();
    await expect(out.until(call => call.hears(440), 300, '440 Hz')).rejects.toThrow(
      /not within 300 ms: 440 Hz/,
    );
  });

  test('keys arrive once each and in order, inside the voice and as INFO', async () => {
    const { out, incoming } = await connected();
    await out.sendDigits('1#7', { ms: 60, gapMs: 40 });
    await incoming.until(call => call.digitsHeard === '1#7', 2000, 'the keys 1#7');
    await incoming.sendDigits('99*', { by: 'info' });
    expect(out.digitsHeard).toBe('99*');
  });

  test('the caller hangs up and both know who did', async () => {
    const { out, incoming } = await connected();
    expect(await out.hangUp()).toMatchObject({ by: 'us', how: 'hung-up' });
    expect(await incoming.ended).toMatchObject({ by: 'them', how: 'hung-up' });
  });

  test('the called hangs up and both know who did', async () => {
    const { out, incoming } = await connected();
    expect(await incoming.hangUp()).toMatchObject({ by: 'us', how: 'hung-up' });
    expect(await out.ended).toMatchObject({ by: 'them', how: 'hung-up' });
    expect(out.momentOf('bye-received')).toBeTypeOf('number');
  });

  test('a call taken back while it rings ends as cancelled on both sides', async () => {
    const reaching = nextCall(beto);
    const out = ana.call(betosLine);
    const incoming = await reaching;
    incoming.ring();
    await out.ringing;
    expect(await out.hangUp()).toMatchObject({ by: 'us', how: 'cancelled' });
    expect(await incoming.ended).toMatchObject({ by: 'them', how: 'cancelled', status: 487 });
    await expect(out.answered).rejects.toThrow(/did not become answered/);
  });

  test('a call taken back before anything answered is cancelled as soon as it rings', async () => {
    const reaching = nextCall(beto);
    const out = ana.call(betosLine, { sound: false });
    const ended = out.hangUp();
    (await reaching).ring();
    expect(await ended).toMatchObject({ by: 'us', how: 'cancelled' });
  });

  test('a busy telephone refuses with 486', async () => {
    beto.onInvite(call => call.reject(486));
    expect(await ana.call(betosLine).ended).toMatchObject({ by: 'them', how: 'refused', status: 486 });
  });

  test('a telephone that expects nobody refuses with 480', async () => {
    expect(await ana.call(betosLine).ended).toMatchObject({ how: 'refused', status: 480 });
  });

  test('hold reaches the other side, silences it, and ends again', async () => {
    const { out, incoming } = await connected();
    void incoming.play(tone(700));
    await out.until(call => call.hears(700), 3000, '700 Hz before hold');
    expect((await out.hold()).status).toBe(200);
    expect(incoming.heldByThem).toBe(true);
    await out.until(call => call.earpiece.isQuiet(100), 2000, 'silence on hold');
    expect((await out.resume()).status).toBe(200);
    await out.until(call => call.hears(700), 3000, '700 Hz after hold');
    expect(incoming.heldByThem).toBe(false);
  });

  test('closing a telephone hangs up its calls', async () => {
    const { incoming } = await connected();
    await ana.close();
    expect(await incoming.ended).toMatchObject({ by: 'them', how: 'hung-up' });
  });

  test('a taken port is reported as such', async () => {
    await expect(openPhone({ port: beto.address.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('fifty calls with sound run side by side', { timeout: 15_000 }, async () => {
    beto.onInvite(call => {
      void call.answer().then(() => call.play(tone(800)));
    });
    const calls = Array.from({ length: 50 }, () => ana.call(betosLine));
    await Promise.all(calls.map(call => call.until(one => one.hears(800), 10_000, '800 Hz on each call')));
    await Promise.all(calls.map(call => call.hangUp()));
    expect(ana.calls).toHaveLength(0);
  });
});
