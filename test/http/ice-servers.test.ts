import { describe, expect, test } from 'vitest';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { iceServers, LAST_CALL_RELAY_MS, RELAY_MS, turnPassword } from '../../src/http/ice-servers.ts';
import { GUEST_SESSION_MS, SESSION_MS } from '../../src/http/session-desk.ts';
import { PASSWORD, type WebWorld, webWorld } from './web-world.ts';

const urls = 'turn:turn.example.org:3478';
const SECRET = 'a-secret-that-coturn-knows';

async function phoneOf(world: WebWorld, username: string) {
  const answer = await world.web.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { username, password: PASSWORD },
  });
  return answer.json().phone;
}

async function guestPhone(world: WebWorld) {
  for (const customer of DEMO_CUSTOMERS) world.records.customers.set(customer.id, customer);
  const answer = await world.web.app.inject({
    method: 'POST',
    url: '/api/v1/guest-session',
    payload: { line: '+584145550101' },
  });
  return answer.json().phone;
}

describe('the relay for browsers', () => {
  // printf 1700000000:ag-0123456789ab | openssl dgst -sha1 -hmac north -binary | base64, as coturn's README has it.
  test('has passwords as coturn computes them', () => {
    expect(turnPassword('north', '1700000000:ag-0123456789ab')).toBe('mzDS8Yt2em+8JAQYfSgHUO3uid4=');
  });

  test('is opened by credentials of each log-in’s own, good for two hours at most', async () => {
    const world = await webWorld({ config: { turn: { kind: 'secret', urls, secret: SECRET } } });
    const [one, other, guest] = [
      await phoneOf(world, 'agente1'),
      await phoneOf(world, 'agente2'),
      await guestPhone(world),
    ];
    for (const [phone, life] of [
      [one, RELAY_MS],
      [guest, GUEST_SESSION_MS],
    ] as const) {
      const username = `${Math.floor((world.clock.now() + life) / 1000)}:${phone.user}`;
      expect(phone.iceServers).toEqual([{ urls, username, credential: turnPassword(SECRET, username) }]);
    }
    expect(one.iceServers[0].username).not.toBe(other.iceServers[0].username);
    expect(JSON.stringify([one, other, guest])).not.toContain(SECRET);
  });

  test('is opened by no credentials that outlast their session, but for the call that an ended one keeps', () => {
    const turn = { kind: 'secret', urls, secret: SECRET } as const;
    const until = (expiresAt: number, now: number) =>
      Number(
        iceServers(turn, { kind: 'person', expiresAt }, 'ag-1', now)[0]?.username?.replace(':ag-1', ''),
      ) * 1000;
    expect(until(SESSION_MS, 0)).toBe(RELAY_MS);
    expect(until(SESSION_MS, SESSION_MS - 60_000)).toBe(SESSION_MS);
    expect(until(60_000, 60_000)).toBe(60_000 + LAST_CALL_RELAY_MS);
  });

  test('with one user for all is for agents, never for guests', async () => {
    const world = await webWorld({
      config: { turn: { kind: 'fixed', urls, username: 'cauce', credential: 's3c:ret' } },
    });
    expect((await phoneOf(world, 'agente1')).iceServers).toEqual([
      { urls, username: 'cauce', credential: 's3c:ret' },
    ]);
    expect((await guestPhone(world)).iceServers).toEqual([]);
  });
});
