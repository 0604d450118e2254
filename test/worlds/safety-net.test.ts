import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CallEndedError } from '../../src/sip-phone/call-life.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { type RunningAsterisk, startAsterisk } from '../kit/own-parts.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** A real Asterisk and no server of ours at all: the dialplan is alone with the customers. */
const FALLBACK_AFTER_SECONDS = 2;
let folder: string;
let asterisk: RunningAsterisk;
let customer: SipPhone;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cauce-safety-net-'));
  chmodSync(folder, 0o755);
  const dir = join(folder, 'part');
  asterisk = await startAsterisk({ dir, nodeName: 'node7', fallbackAfterSeconds: FALLBACK_AFTER_SECONDS });
  customer = await openPhone();
});

afterAll(async () => {
  await customer?.close();
  await asterisk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function dial(number: string, from = '04141234567') {
  return customer.call(`sip:${encodeURIComponent(number)}@127.0.0.1:${asterisk.sipPort}`, { from });
}

async function ari<Answer>(path: string): Promise<Answer> {
  const { origin, username, password } = new URL(asterisk.ariUrl);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const response = await fetch(`${origin}/ari/${path}`, { headers: { authorization } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as Answer;
}

async function messages(): Promise<string[]> {
  const stored = await ari<{ name: string }[]>('recordings/stored');
  return stored.map(recording => recording.name);
}

describe('a call while the server is away', () => {
  test('rings, is answered by Asterisk itself, and leaves a message that says whose it was', async () => {
    const call = dial('*626');
    const began = performance.now();
    await call.ringing;
    await call.answered;
    expect(performance.now() - began).toBeGreaterThan((FALLBACK_AFTER_SECONDS - 1) * 1000);
    const [channel] = await ari<{ id: string }[]>('channels');
    expect(channel?.id).toMatch(/^node7-/);
    await waitUntil(async () => (await messages()).length === 1, {
      what: 'a message is taken',
      within: 30_000,
    });
    await call.hangUp();
    await waitUntil(async () => (await ari<unknown[]>('channels')).length === 0, {
      what: 'the channel is gone',
    });
    // What is left when the caller has hung up is kept.
    expect(await messages()).toEqual([`fallback/${channel?.id}_04141234567_*626`]);
  });

  test('whatever was dialled, nothing of it is run and no other file is written', async () => {
    const before = await messages();
    const call = dial(['626/../../x,$', '{SHELL(id)}'].join(''), '0414&1;rm');
    await call.answered;
    await waitUntil(async () => (await messages()).length > before.length, {
      what: 'a message is taken',
      within: 30_000,
    });
    await call.hangUp();
    const [added] = (await messages()).filter(name => !before.includes(name));
    expect(added).toMatch(/^fallback\/node7-[0-9.]+_[+0-9]*_626$/);
  });

  test('letters are no number: the caller is told at once', async () => {
    const refused = await dial('ventas').answered.catch(error => error);
    expect(refused).toBeInstanceOf(CallEndedError);
    expect(refused.ended.status).toBe(404);
  });
});

describe('Asterisk after kill -9', () => {
  test('is back on the same ports and takes calls', async () => {
    await asterisk.kill9();
    expect(asterisk.isAlive()).toBe(false);
    await asterisk.restart();
    const call = dial('*626');
    await call.ringing;
    await call.hangUp();
    expect(call.phase).toBe('ended');
  });
});
