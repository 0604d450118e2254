import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { PASSWORD, webWorld } from './web-world.ts';

/** Of `localhost`, signed by itself, until 2126; nothing is kept by it. */
const KEY = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIKutqqY9iqYxBpmlf5fydpTdJjunTXAilCW+Sj9HT8aooAoGCCqGSM49
AwEHoUQDQgAEui49QfYVLrFolX0ZYbF8oNJMQoiquVMMc0Sz8Hs1ZZnTZg7R4vce
eRks8LWZmt15xLsBv4emH/ZAlI3+HCrSlw==
-----END EC PRIVATE KEY-----
`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUL7O/vYSWYAq8Iqv8tJYIz9GATj8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyODEwNTMzNloYDzIxMjYxMTA0
MTA1MzM2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS6Lj1B9hUusWiVfRlhsXyg0kxCiKq5UwxzRLPwezVlmdNmDtHi9x55
GSzwtZma3XnEuwG/h6Yf9kCUjf4cKtKXo1MwUTAdBgNVHQ4EFgQUURyPZc0uVneB
G3JSdfVE+RM2IfcwHwYDVR0jBBgwFoAUURyPZc0uVneBG3JSdfVE+RM2IfcwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiATWAqe63ODRbsgt5nu53Bg
sKP1UKhdYoX6MYU0dBN1cAIgA3xWfVquoRmoEhoL7BhEdyz82oKjps3GJJ45e0yZ
sns=
-----END CERTIFICATE-----
`;

/** The protocol that a client comes to with these settings; what it was refused with otherwise. */
async function spokenWith(port: number, settings: ConnectionOptions): Promise<string> {
  return new Promise(resolve => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      ca: CERTIFICATE,
      servername: 'localhost',
      ...settings,
    });
    socket.once('secureConnect', () => {
      resolve(socket.getProtocol() ?? '');
      socket.destroy();
    });
    socket.once('error', error => resolve(`refused: ${error.message}`));
  });
}

test('our own TLS speaks 1.2 and 1.3, none older, and nothing without a cipher or a certificate (SEC-16, SEC-30)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, CERTIFICATE);
  writeFileSync(key, KEY);
  const { web } = await webWorld({ config: { tls: { cert, key } } });
  await web.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = web.app.server.address() as AddressInfo;
  // As weak as a client can be made: what is refused is refused by the server.
  const weak = 'ALL:COMPLEMENTOFALL:@SECLEVEL=0';
  expect(await spokenWith(port, {})).toBe('TLSv1.3');
  expect(await spokenWith(port, { maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
  for (const version of ['TLSv1', 'TLSv1.1'] as const) {
    const settings = { minVersion: version, maxVersion: version, ciphers: weak };
    expect(await spokenWith(port, settings), version).toMatch(/^refused: .*(alert|protocol|ECONNRESET)/);
  }
  for (const ciphers of ['eNULL:@SECLEVEL=0', 'aNULL:@SECLEVEL=0']) {
    const settings = { maxVersion: 'TLSv1.2', ciphers } as const;
    expect(await spokenWith(port, settings), ciphers).toMatch(/^refused: .*(alert|ECONNRESET)/);
  }
  const logIn = await web.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { host: 'localhost:80', origin: 'https://localhost:80' },
    payload: { username: 'agente1', password: PASSWORD },
  });
  expect(logIn.statusCode).toBe(200);
  for (const { name, secure, path } of logIn.cookies) {
    expect([name, secure, path]).toEqual([expect.stringMatching(/^__Host-cauce/), true, '/']);
  }
  expect(logIn.cookies.map(({ name }) => name)).toContain('__Host-cauce');
  const { headers } = await web.app.inject({ url: '/' });
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  expect(headers['content-security-policy']).toContain('upgrade-insecure-requests');
});
