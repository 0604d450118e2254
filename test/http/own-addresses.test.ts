import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Arrival, OwnAddresses } from '../../src/http/own-addresses.ts';
import { liveWorld, refusal } from '../live/live-world.ts';
import { webWorld } from './web-world.ts';

const PLAIN = { tls: null, httpPort: 8080, publicHost: 'localhost', publicPort: null, trustedProxies: [] };
/** Listens on all addresses with a certificate, as a centre that others reach. */
const PUBLIC = { ...PLAIN, tls: { cert: 'c', key: 'k' }, publicHost: 'centro.example.org' };
const MAPPED = { ...PUBLIC, publicPort: 443 };
/** A proxy on this machine has the certificate. */
const PROXIED = { ...PLAIN, publicHost: 'centro.example.org', trustedProxies: ['127.0.0.1', '10.0.0.0/8'] };
const PROXY_WITH_PORT = { ...PROXIED, publicPort: 8443 };

const STRAIGHT = { localAddress: '127.0.0.1', localPort: 8080, remoteAddress: '127.0.0.1' };
const FROM_AFAR = { localAddress: '192.0.2.7', localPort: 8080, remoteAddress: '198.51.100.9' };
const OVER_IPV6 = { localAddress: '2001:db8::7', localPort: 8080, remoteAddress: '2001:db8::9' };
const BY_PROXY = { localAddress: '::ffff:127.0.0.1', localPort: 8080, remoteAddress: '::ffff:10.0.0.5' };
const forwarded = (host: string, proto?: string) => ({
  'x-forwarded-host': host,
  ...(proto ? { 'x-forwarded-proto': proto } : {}),
});

type Config = ConstructorParameters<typeof OwnAddresses>[0];
type Host = string | undefined;
const HOSTS: readonly [Config, Arrival['socket'], Host, Arrival['headers'], boolean][] = [
  [PLAIN, STRAIGHT, 'localhost:8080', {}, true],
  [PLAIN, STRAIGHT, 'LocalHost:8080', {}, true],
  [PLAIN, STRAIGHT, '127.0.0.1:8080', {}, true],
  [PLAIN, STRAIGHT, '[::1]:8080', {}, true],
  [PLAIN, STRAIGHT, '[0:0:0:0:0:0:0:1]:8080', {}, true],
  [PLAIN, STRAIGHT, 'evil.example', {}, false],
  [PLAIN, STRAIGHT, 'evil.example:8080', {}, false],
  [PLAIN, STRAIGHT, 'localhost', {}, false],
  [PLAIN, STRAIGHT, '127.0.0.1', {}, false],
  [PLAIN, STRAIGHT, 'localhost:8081', {}, false],
  [PLAIN, STRAIGHT, 'localhost.:8080', {}, false],
  [PLAIN, STRAIGHT, 'localhost.evil.example:8080', {}, false],
  [PLAIN, STRAIGHT, '127.0.0.1.nip.io:8080', {}, false],
  [PLAIN, STRAIGHT, '127.1:8080', {}, false],
  [PLAIN, STRAIGHT, '2130706433:8080', {}, false],
  [PLAIN, STRAIGHT, '0.0.0.0:8080', {}, false],
  [PLAIN, STRAIGHT, '[::]:8080', {}, false],
  [PLAIN, STRAIGHT, '[::ffff:127.0.0.1]:8080', {}, false],
  [PLAIN, STRAIGHT, 'localhost:08080', {}, false],
  [PLAIN, STRAIGHT, 'localhost:', {}, false],
  [PLAIN, STRAIGHT, 'localhost:8080, evil.example', {}, false],
  [PLAIN, STRAIGHT, 'user@localhost:8080', {}, false],
  [PLAIN, STRAIGHT, 'localhost:8080/', {}, false],
  [PLAIN, STRAIGHT, '', {}, false],
  [PLAIN, STRAIGHT, undefined, {}, false],
  [PLAIN, STRAIGHT, 'evil.example:8080', forwarded('localhost:8080'), false],
  [PLAIN, { ...STRAIGHT, localPort: 80 }, 'localhost', {}, true],
  [PLAIN, { ...STRAIGHT, localPort: 80 }, 'localhost:80', {}, true],
  [PUBLIC, FROM_AFAR, 'centro.example.org:8080', {}, true],
  [PUBLIC, FROM_AFAR, 'CENTRO.Example.ORG:8080', {}, true],
  [PUBLIC, FROM_AFAR, '192.0.2.7:8080', {}, true],
  [PUBLIC, FROM_AFAR, '192.0.2.8:8080', {}, false],
  [PUBLIC, FROM_AFAR, 'centro.example.org', {}, false],
  [PUBLIC, FROM_AFAR, 'centro.example.org.:8080', {}, false],
  [PUBLIC, FROM_AFAR, 'otro.centro.example.org:8080', {}, false],
  [PUBLIC, OVER_IPV6, '[2001:DB8:0::7]:8080', {}, true],
  [PUBLIC, OVER_IPV6, '[2001:db8::8]:8080', {}, false],
  [PUBLIC, { ...OVER_IPV6, localAddress: 'fe80::7%eth0' }, '[fe80::7]:8080', {}, true],
  [MAPPED, FROM_AFAR, 'centro.example.org', {}, true],
  [MAPPED, FROM_AFAR, 'centro.example.org:443', {}, true],
  [MAPPED, FROM_AFAR, 'centro.example.org:8080', {}, true],
  [MAPPED, FROM_AFAR, 'centro.example.org:80', {}, false],
  [PROXIED, BY_PROXY, '127.0.0.1:8080', forwarded('centro.example.org', 'https'), true],
  [PROXIED, BY_PROXY, 'centro.example.org', forwarded('centro.example.org'), true],
  [PROXIED, BY_PROXY, 'centro.example.org', {}, true],
  [PROXIED, BY_PROXY, 'web:8080', forwarded('centro.example.org:443', 'https'), true],
  [PROXIED, BY_PROXY, 'web:8080', {}, false],
  [PROXIED, BY_PROXY, 'centro.example.org', forwarded('evil.example'), false],
  [PROXIED, BY_PROXY, 'evil.example', forwarded('centro.example.org'), false],
  [PROXIED, BY_PROXY, '127.0.0.1:8080', forwarded('evil.example, centro.example.org'), true],
  [PROXIED, BY_PROXY, '127.0.0.1:8080', forwarded('centro.example.org, evil.example'), false],
  [PROXIED, BY_PROXY, '127.0.0.1:8080', forwarded('centro.example.org:8443', 'https'), false],
  [PROXIED, FROM_AFAR, '192.0.2.8:8080', forwarded('centro.example.org'), false],
  [PROXIED, FROM_AFAR, 'centro.example.org', {}, false],
  [PROXY_WITH_PORT, BY_PROXY, '127.0.0.1:8080', forwarded('centro.example.org:8443', 'https'), true],
  [PROXY_WITH_PORT, BY_PROXY, '127.0.0.1:8080', forwarded('centro.example.org', 'https'), false],
];

const ORIGINS: readonly [Config, Arrival['socket'], string, Arrival['headers'], boolean][] = [
  [PLAIN, STRAIGHT, 'http://localhost:8080', {}, true],
  [PLAIN, STRAIGHT, 'http://127.0.0.1:8080', {}, true],
  [PLAIN, STRAIGHT, 'http://[::1]:8080', {}, true],
  [PLAIN, STRAIGHT, 'https://localhost:8080', {}, false],
  [PLAIN, STRAIGHT, 'http://localhost:8081', {}, false],
  [PLAIN, STRAIGHT, 'http://localhost', {}, false],
  [PLAIN, STRAIGHT, 'http://evil.example', {}, false],
  [PLAIN, STRAIGHT, 'http://evil.example:8080', {}, false],
  [PLAIN, STRAIGHT, 'null', {}, false],
  [PLAIN, STRAIGHT, '', {}, false],
  [PLAIN, STRAIGHT, 'http://localhost:8080@evil.example', {}, false],
  [PLAIN, STRAIGHT, 'http://evil.example@localhost:8080', {}, false],
  [PLAIN, STRAIGHT, 'http://localhost:8080/', {}, false],
  [PLAIN, STRAIGHT, 'http://localhost.:8080', {}, false],
  [PLAIN, STRAIGHT, 'file://', {}, false],
  [PLAIN, STRAIGHT, 'chrome-extension://localhost', {}, false],
  [PLAIN, { ...STRAIGHT, localPort: 80 }, 'http://localhost', {}, true],
  [PUBLIC, FROM_AFAR, 'https://centro.example.org:8080', {}, true],
  [PUBLIC, FROM_AFAR, 'https://192.0.2.7:8080', {}, true],
  [PUBLIC, FROM_AFAR, 'http://centro.example.org:8080', {}, false],
  [PUBLIC, FROM_AFAR, 'https://centro.example.org', {}, false],
  [PUBLIC, FROM_AFAR, 'https://centro.example.org:9000', {}, false],
  [MAPPED, FROM_AFAR, 'https://centro.example.org', {}, true],
  [PROXIED, BY_PROXY, 'https://centro.example.org', forwarded('centro.example.org', 'https'), true],
  [PROXIED, BY_PROXY, 'http://centro.example.org', forwarded('centro.example.org', 'https'), false],
  [PROXIED, BY_PROXY, 'https://centro.example.org', {}, true],
  [PROXIED, FROM_AFAR, 'https://centro.example.org', forwarded('centro.example.org', 'https'), false],
  [PROXY_WITH_PORT, BY_PROXY, 'https://centro.example.org:8443', {}, true],
  [PROXY_WITH_PORT, BY_PROXY, 'https://centro.example.org', {}, false],
];

describe('a request is for us', () => {
  test.each(HOSTS)('%j %j Host %j %j: %j', (config, socket, host, headers, isOurs) => {
    expect(new OwnAddresses(config).isFor({ headers: { ...headers, host }, socket })).toBe(isOurs);
  });
});

describe('a page is ours', () => {
  test.each(ORIGINS)('%j %j Origin %j %j: %j', (config, socket, origin, headers, isOurs) => {
    expect(new OwnAddresses(config).isOwnOrigin(origin, { headers, socket })).toBe(isOurs);
  });
});

describe('by another name', () => {
  /** As any program asks, with the Host it is told. */
  const ask = (port: number, path: string, host: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, headers: { host } }, response => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', part => {
          body += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      })
        .on('error', reject)
        .end();
    });

  test('nothing is answered: no page, no health, no figures, no socket; by its address all of it', async () => {
    const world = await liveWorld();
    for (const path of [
      '/',
      '/health/live',
      '/metrics',
      '/api/v1/front',
      '/api/openapi.json',
      '/not-there',
    ]) {
      const refused = await ask(world.port, path, `rebound.example:${world.port}`);
      expect([path, refused.status, JSON.parse(refused.body).code]).toEqual([path, 421, 'wrong-host']);
      const answered = await ask(world.port, path, `127.0.0.1:${world.port}`);
      expect([path, answered.status]).toEqual([path, path === '/not-there' ? 404 : 200]);
    }
    const cookie = await world.cookieOf('agente1');
    for (const path of ['/live', '/sip'])
      expect(await refusal(world.open(path, { cookie, host: `rebound.example:${world.port}` }))).toEqual({
        status: 421,
        code: 'wrong-host',
      });
  });

  /** The status of a request with these lines of Host, in their order. */
  const statusFor = async (port: number, ...hosts: string[]): Promise<string | undefined> => {
    const socket = connect(port, '127.0.0.1');
    const lines = hosts.map(host => `Host: ${host}\r\n`).join('');
    socket.end(`GET /health/live HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`);
    const answer = (await socket.toArray()).join('');
    return /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  };

  test('beside our own nothing is answered either, whichever comes first', async () => {
    const { port } = await liveWorld();
    const own = `localhost:${port}`;
    expect([
      await statusFor(port, own),
      await statusFor(port, own, 'rebound.example'),
      await statusFor(port, 'rebound.example', own),
      await statusFor(port, own, own),
    ]).toEqual(['200', '421', '421', '421']);
  });

  test('the refusal says what to do, in both languages', async () => {
    const { web } = await webWorld();
    const { detail } = (await web.app.inject({ url: '/', headers: { host: 'rebound.example' } })).json();
    for (const words of [detail.es, detail.en]) expect(words).toMatch(/CAUCE_PUBLIC_HOST/);
  });

  test('a page behind a proxy that has the certificate is given a telephone with TLS', async () => {
    const config = { publicHost: 'centro.example.org', trustedProxies: ['127.0.0.1'] };
    const { web, cookieOf } = await webWorld({ config });
    const response = await web.app.inject({
      url: '/api/v1/session',
      headers: { cookie: await cookieOf('agente1'), ...forwarded('centro.example.org', 'https') },
    });
    expect(response.json().phone.server).toBe('wss://centro.example.org/sip');
  });
});
