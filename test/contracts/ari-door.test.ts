import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningAsterisk, startAsterisk } from '../../src/launcher/parts.ts';

let dir: string;
let asterisk: RunningAsterisk;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'cauce-ari-'));
  // Under root it runs as the service user, who must be able to pass through.
  chmodSync(dir, 0o755);
  asterisk = await startAsterisk({ dir: join(dir, 'part') });
}, 120_000);
afterAll(async () => {
  await asterisk?.stop();
  rmSync(dir, { recursive: true, force: true });
});

type Answer = { status: number; headers: Record<string, unknown> } | { refused: string };

function ask(
  change: {
    host?: string;
    method?: string;
    path?: string;
    auth?: string;
    headers?: Record<string, string>;
  } = {},
): Promise<Answer> {
  const { hostname, port, username, password } = new URL(asterisk.ariUrl);
  return new Promise(answer => {
    const asked = request(
      {
        host: hostname,
        port,
        path: '/ari/endpoints',
        auth: `${username}:${password}`,
        timeout: 3_000,
        ...change,
      },
      response => {
        response.resume();
        answer({ status: response.statusCode ?? 0, headers: response.headers });
      },
    );
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      answer({ status: response.statusCode ?? 0, headers: response.headers });
    });
    asked.on('timeout', () => asked.destroy(new Error('timeout')));
    asked.on('error', error => answer({ refused: 'code' in error ? String(error.code) : error.message }));
    asked.end();
  });
}

const SOCKET = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};

describe('the door of ARI (SEC-13)', () => {
  test('opens on 127.0.0.1 and on no other address of this machine', async () => {
    expect(await ask()).toMatchObject({ status: 200 });
    const others = Object.values(networkInterfaces())
      .flatMap(entries => entries ?? [])
      .map(entry => entry.address)
      .filter(address => address !== '127.0.0.1' && !address.startsWith('fe80'));
    for (const host of ['127.0.0.2', ...others]) expect(await ask({ host }), host).toHaveProperty('refused');
  });

  test('opens to one user, whose password nobody guesses', async () => {
    const { username, password } = new URL(asterisk.ariUrl);
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    for (const auth of ['', `${username}:`, `${username}:wrong`, `admin:${password}`, 'asterisk:asterisk'])
      for (const path of ['/ari/endpoints', '/ari/asterisk/info', '/ari/channels'])
        expect(await ask({ auth, path }), `${auth} ${path}`).toMatchObject({ status: 401 });
    const events = { path: '/ari/events?app=stranger', headers: SOCKET };
    expect(await ask({ ...events, auth: `${username}:wrong` })).toMatchObject({ status: 401 });
    expect(
      await ask({ ...events, path: `${events.path}&api_key=${username}:wrong`, auth: '' }),
    ).toMatchObject({
      status: 401,
    });
  });

  test('allows nothing to a page of another origin: its browser sends no request, and shows it no answer', async () => {
    const headers = { Origin: 'https://evil.example' };
    const asks = [
      { method: 'OPTIONS', headers: { ...headers, 'Access-Control-Request-Method': 'GET' } },
      {
        method: 'OPTIONS',
        headers: { ...headers, 'Access-Control-Request-Method': 'POST' },
        path: '/ari/channels',
      },
      { headers },
    ];
    for (const asked of asks) {
      const answer = await ask(asked);
      const allowed = 'headers' in answer ? Object.keys(answer.headers) : ['none'];
      expect(allowed.filter(name => name.startsWith('access-control-') || name === 'none')).toEqual([]);
    }
    expect(await ask({ headers, auth: '' })).toMatchObject({ status: 401 });
  });

  test('shows nothing beside ARI and SIP', async () => {
    for (const path of [
      '/',
      '/httpstatus',
      '/static/',
      '/metrics',
      '/manager',
      '/rawman',
      '/mxml',
      '/amanager',
      '/phoneprov',
    ])
      expect(await ask({ path, auth: '' }), path).toMatchObject({ status: 404 });
  });
});
