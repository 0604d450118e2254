import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { hasSipp, runSipp } from './sipp.ts';

/** Recorded keys go through a raw socket: root has it, and so has the copy of SIPp that `npm test` makes under root. */
const hasRawSocket = process.getuid?.() === 0 || process.env.CAUCE_SIPP_RAW === '1';
let phone: SipPhone;

beforeEach(async () => {
  phone = await openPhone();
});

afterEach(async () => {
  await phone.close();
});

describe.skipIf(!hasSipp())('SIPp, a telephone that nobody here wrote', () => {
  test('calls, presses a key by INFO, is heard, and leaves by itself', { timeout: 15_000 }, async () => {
    const calls = answerEverybody();
    const run = runSipp({
      scenario: 'caller-info',
      sipPort: phone.address.port,
      dial: '*626',
      key: '7',
      stayMs: 800,
    });
    const call = await calls;
    expect(call.calledUser).toBe('*626');
    await call.until(one => one.hears(440), 6_000, 'the tone of SIPp');
    expect(await run).toMatchObject({ exitCode: 0, successful: 1, failed: 0 });
    expect(call.digitsHeard).toBe('7');
    expect(await call.ended).toMatchObject({ by: 'them', how: 'hung-up' });
  });

  test.skipIf(!hasRawSocket)('presses a key inside the voice', { timeout: 15_000 }, async () => {
    const calls = answerEverybody();
    const run = runSipp({
      scenario: 'caller-rfc4733',
      sipPort: phone.address.port,
      dial: '*626',
      key: '#',
      stayMs: 500,
    });
    const call = await calls;
    await call.until(one => one.digitsHeard === '#', 6_000, 'the key #');
    expect(await run).toMatchObject({ exitCode: 0, successful: 1 });
  });

  test('a refused call counts as failed', { timeout: 15_000 }, async () => {
    phone.onInvite(call => call.reject(486));
    const run = await runSipp({ scenario: 'caller-info', sipPort: phone.address.port, dial: '*626' });
    expect(run).toMatchObject({ exitCode: 1, successful: 0, failed: 1 });
    expect(run.errors).toContain('486 Busy Here');
  });
});

function answerEverybody() {
  return new Promise<Parameters<Parameters<SipPhone['onInvite']>[0]>[0]>(resolve => {
    phone.onInvite(call => {
      void call.answer();
      resolve(call);
    });
  });
}
