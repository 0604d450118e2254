import { describe, expect, test } from 'vitest';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { turnPassword } from '../../src/http/ice-servers.ts';
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

  test('is opened by credentials of each log-in’s own, which end with it', async () => {
    const world = await webWorld({ config: { turn: { kind: 'secret', urls, secret: SECRET } } });
    const [one, other, guest] = [
      await phoneOf(world, 'agente1'),
      await phoneOf(world, 'agente2'),
      await guestPhone(world),
    ];
    for (const [phone, life] of [
      [one, SESSION_MS],
      [guest, GUEST_SESSION_MS],
    ] as const) {
      const username = `${Math.floor((world.clock.now() + life) / 1000)}:${phone.user}`;
      expect(phone.iceServers).toEqual([{ urls, username, credential: turnPassword(SECRET, username) }]);
    }
    expect(one.iceServers[0].username).not.toBe(other.iceServers[0].username);
    expect(JSON.stringify([one, other, guest])).not.toContain(SECRET);
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
