import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publicOrigin } from '../src/config/network.ts';
import { callsLetIn, guestPorts, incomingPorts, roomIn, voicePairs } from '../src/config/voice-ports.ts';
import {
  readCallsConfig,
  readMigrateConfig,
  readSettings,
  readWebConfig,
  readWorkerConfig,
} from '../src/config.ts';
import { EnvironmentError } from '../src/kit/environment.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cauce-config-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function faultsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof EnvironmentError) return error.faults.map(fault => fault.variable);
    throw error;
  }
  return [];
}

function inner(): Record<string, string> {
  const key = join(folder, 'key');
  writeFileSync(key, Buffer.alloc(32, 1));
  return {
    CAUCE_APP_DIR: folder,
    CAUCE_SERVER_KEY_FILE: key,
    CAUCE_ASTERISK_URL: 'http://cauce:secret@127.0.0.1:8088',
    CAUCE_ASTERISK_ADDRESS: 'http://127.0.0.1:8088',
    CAUCE_DATABASE_URL: 'postgresql://cauce:secret@127.0.0.1:5432/cauce',
    CAUCE_REDIS_URL: 'redis://:secret@127.0.0.1:6379',
  };
}

describe('what a person may set', () => {
  test('nothing has to be set: a demo centre on this machine only', () => {
    expect(readSettings({})).toMatchObject({
      bind: '127.0.0.1',
      httpPort: 8080,
      sipPort: 5060,
      rtpPorts: [10000, 10999],
      mediaAddress: '127.0.0.1',
      country: 'VE',
      timezone: 'America/Caracas',
      demo: true,
      webCalls: true,
      trunk: null,
    });
  });

  test('proxies that are believed are addresses or networks, and never everybody', () => {
    expect(readSettings({}).trustedProxies).toEqual([]);
    expect(readSettings({ CAUCE_TRUSTED_PROXY: '127.0.0.1, 10.0.0.0/8 ,::1' }).trustedProxies).toEqual([
      '127.0.0.1',
      '10.0.0.0/8',
      '::1',
    ]);
    for (const wrong of ['proxy.example', '0.0.0.0/0', '10.0.0.0/33', '1', 'true', '10.0.0.1/8/9']) {
      expect(
        faultsOf(() => readSettings({ CAUCE_TRUSTED_PROXY: wrong })),
        wrong,
      ).toEqual(['CAUCE_TRUSTED_PROXY']);
    }
  });

  test('a token for monitors is long enough not to be guessed', () => {
    expect(faultsOf(() => readSettings({ CAUCE_METRICS_TOKEN: 'short' }))).toEqual(['CAUCE_METRICS_TOKEN']);
    expect(readSettings({ CAUCE_METRICS_TOKEN: 'k'.repeat(32) }).metricsToken).toBe('k'.repeat(32));
  });

  test('a CRM is asked by TLS or on this machine, with its token', () => {
    const token = 'k'.repeat(32);
    const crm = (CAUCE_CRM: string, CAUCE_CRM_TOKEN = token) => ({ CAUCE_CRM, CAUCE_CRM_TOKEN });
    expect(readSettings({}).crm).toBeNull();
    for (const url of [
      'https://crm.example.org/cauce?centre=1',
      'http://127.0.0.1:9000',
      'http://[::1]:9000/x',
    ])
      expect(readSettings(crm(url)).crm).toEqual({ url, token });
    for (const url of [
      'http://crm.example.org',
      'https://user:password@crm.example.org',
      'ftp://127.0.0.1',
      'crm',
    ])
      expect(
        faultsOf(() => readSettings(crm(url))),
        url,
      ).toContain('CAUCE_CRM');
    expect(faultsOf(() => readSettings(crm('https://crm.example.org', '')))).toEqual(['CAUCE_CRM_TOKEN']);
    expect(faultsOf(() => readSettings(crm('', token)))).toEqual(['CAUCE_CRM']);
    expect(faultsOf(() => readSettings(crm('https://crm.example.org', 'short')))).toContain(
      'CAUCE_CRM_TOKEN',
    );
  });

  test('every fault is named in one go', () => {
    const env = {
      CAUCE_HTTP_PORT: 'web',
      CAUCE_RTP_PORTS: '10-5',
      CAUCE_COUNTRY: 'Venezuela',
      CAUCE_DEMO: 'yes',
    };
    expect(faultsOf(() => readSettings(env))).toEqual(
      expect.arrayContaining(['CAUCE_HTTP_PORT', 'CAUCE_RTP_PORTS', 'CAUCE_COUNTRY', 'CAUCE_DEMO']),
    );
  });

  test('an address that others reach needs TLS, because browsers give no microphone without it', () => {
    const env = { CAUCE_BIND: '192.0.2.7' };
    expect(faultsOf(() => readSettings(env))).toEqual(['CAUCE_BIND']);
    expect(() => readSettings(env)).toThrow(/microphone/);
  });

  test('a key that may not be read is told with the user who must be able to', () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    for (const file of [cert, key]) writeFileSync(file, 'x');
    chmodSync(folder, 0o755);
    chmodSync(key, 0o000);
    const env = { CAUCE_BIND: '192.0.2.7', CAUCE_TLS_CERT: cert, CAUCE_TLS_KEY: key };
    const own = process.geteuid?.();
    // Root reads everything.
    if (own === 0) process.seteuid?.('nobody');
    try {
      const { username } = userInfo();
      expect(faultsOf(() => readSettings(env))).toEqual(['CAUCE_TLS_KEY']);
      expect(() => readSettings(env)).toThrow(new RegExp(`key.pem \\(EACCES\\): .*usuario ${username},`));
      expect(() => readSettings(env)).toThrow(new RegExp(`key.pem \\(EACCES\\): the user ${username} must`));
    } finally {
      if (own === 0) process.seteuid?.(own);
    }
  });

  test.each(['XX', 'UK', 'EU', 'ZZ', 've'])('%s is no country, and that alone is told', country => {
    expect(faultsOf(() => readSettings({ CAUCE_COUNTRY: country }))).toEqual(['CAUCE_COUNTRY']);
    expect(() => readSettings({ CAUCE_COUNTRY: country })).toThrow(`"${country}" is no country`);
  });

  test('a country whose time zone is not known here is asked for it', () => {
    expect(faultsOf(() => readSettings({ CAUCE_COUNTRY: 'US' }))).toEqual(['CAUCE_TIMEZONE']);
    const env = { CAUCE_COUNTRY: 'US', CAUCE_TIMEZONE: 'America/Chicago' };
    expect(readSettings(env)).toMatchObject({ country: 'US', timezone: 'America/Chicago' });
  });

  test('with a certificate and its key that address is taken, and the voice goes there too', () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    for (const file of [cert, key]) writeFileSync(file, 'x');
    const env = { CAUCE_BIND: '192.0.2.7', CAUCE_TLS_CERT: cert, CAUCE_TLS_KEY: key };
    expect(readSettings(env)).toMatchObject({
      mediaAddress: '192.0.2.7',
      publicHost: '192.0.2.7',
      tls: { cert, key },
    });
    expect(faultsOf(() => readSettings({ ...env, CAUCE_TLS_KEY: '' }))).toEqual(['CAUCE_TLS_KEY']);
    expect(faultsOf(() => readSettings({ ...env, CAUCE_BIND: '0.0.0.0' }))).toEqual(['CAUCE_MEDIA_ADDRESS']);
  });

  test('the public name may have a port, and nothing that is no part of a name', () => {
    const place = (CAUCE_PUBLIC_HOST: string) => {
      const { publicHost, publicPort } = readSettings({ CAUCE_PUBLIC_HOST });
      return [publicHost, publicPort];
    };
    expect(place('Centro.example.org')).toEqual(['centro.example.org', null]);
    expect(place('centro.example.org:8443')).toEqual(['centro.example.org', 8443]);
    expect(place('203.0.113.10:443')).toEqual(['203.0.113.10', 443]);
    expect(place('2001:db8::1')).toEqual(['2001:db8::1', null]);
    expect(place('[2001:db8::1]')).toEqual(['2001:db8::1', null]);
    expect(place('[2001:db8::1]:8443')).toEqual(['2001:db8::1', 8443]);
    for (const wrong of [
      'https://centro.example.org',
      'centro.example.org/',
      'centro.example.org.',
      'centro.example.org:0',
      'centro.example.org:65536',
      'centro.example.org:',
      '2001:db8::1:zz',
      '[centro]:80',
      'user@centro.example.org',
      '-centro',
    ])
      expect(
        faultsOf(() => readSettings({ CAUCE_PUBLIC_HOST: wrong })),
        wrong,
      ).toEqual(['CAUCE_PUBLIC_HOST']);
  });

  test('the address that is printed is one by which people get in', () => {
    const tls = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    for (const file of Object.values(tls)) writeFileSync(file, 'x');
    const address = (env: Record<string, string>) => publicOrigin(readSettings(env));
    const open = { CAUCE_TLS_CERT: tls.cert, CAUCE_TLS_KEY: tls.key, CAUCE_MEDIA_ADDRESS: '192.0.2.7' };
    expect(address({})).toBe('http://localhost:8080');
    expect(address({ CAUCE_HTTP_PORT: '9000' })).toBe('http://localhost:9000');
    expect(address({ ...open, CAUCE_BIND: '0.0.0.0' })).toBe('https://192.0.2.7:8080');
    expect(address({ ...open, CAUCE_BIND: '2001:db8::1' })).toBe('https://[2001:db8::1]:8080');
    expect(address({ ...open, CAUCE_BIND: '0.0.0.0', CAUCE_PUBLIC_HOST: 'c.example:443' })).toBe(
      'https://c.example:443',
    );
    const proxied = { CAUCE_TRUSTED_PROXY: '127.0.0.1', CAUCE_PUBLIC_HOST: 'c.example' };
    expect(address(proxied)).toBe('https://c.example');
    expect(address({ CAUCE_TRUSTED_PROXY: '127.0.0.1' })).toBe('http://localhost:8080');
  });

  test('a trunk that could break out of its line in Asterisk’s configuration is refused', () => {
    for (const trunk of ['sip:a@b;c', 'sip:a@b\n[x]', 'sip:a b@c', 'https://sip.example.org']) {
      expect(
        faultsOf(() => readSettings({ CAUCE_TRUNK: trunk })),
        trunk,
      ).toEqual(['CAUCE_TRUNK']);
    }
    const trunk = 'sip:user:secret@sip.example.org:5061';
    expect(readSettings({ CAUCE_TRUNK: trunk }).trunk).toBe(trunk);
  });

  test('a relay has a secret shared with it, or one user for the agents, and not both or neither', () => {
    const [urls, secret] = ['turn:turn.example.org:3478', 's'.repeat(32)];
    expect(readSettings({}).turn).toBeNull();
    expect(readSettings({ CAUCE_TURN: urls, CAUCE_TURN_SECRET: secret }).turn).toEqual({
      kind: 'secret',
      urls,
      secret,
    });
    expect(readSettings({ CAUCE_TURN: 'turns:cauce:s3c:r@t@[2001:db8::7]:5349?transport=tcp' }).turn).toEqual(
      {
        kind: 'fixed',
        urls: 'turns:[2001:db8::7]:5349?transport=tcp',
        username: 'cauce',
        credential: 's3c:r@t',
      },
    );
    for (const [turn, shared, fault] of [
      [urls, '', 'CAUCE_TURN_SECRET'],
      ['', secret, 'CAUCE_TURN'],
      ['turn:user:password@turn.example.org', secret, 'CAUCE_TURN'],
      [urls, 'short', 'CAUCE_TURN_SECRET'],
      ['turn:user@turn.example.org', '', 'CAUCE_TURN'],
      ['stun:turn.example.org', secret, 'CAUCE_TURN'],
      ['turn:turn.example.org:3478;x', secret, 'CAUCE_TURN'],
    ] as const) {
      expect(
        faultsOf(() => readSettings({ CAUCE_TURN: turn, CAUCE_TURN_SECRET: shared })),
        `${turn} ${shared}`,
      ).toEqual([fault]);
    }
  });

  test('the clock moves in tests only', () => {
    expect(faultsOf(() => readSettings({ CAUCE_TEST_CLOCK: '5' }))).toEqual(['CAUCE_TEST_CLOCK']);
    expect(readSettings({ CAUCE_TEST_CLOCK: '-5', CAUCE_TEST: '1' }).testClock).toBe(-5);
  });

  test('without the demo guests call only when that is wished', () => {
    expect(readSettings({ CAUCE_DEMO: '0' }).webCalls).toBe(false);
    expect(readSettings({ CAUCE_DEMO: '0', CAUCE_WEB_CALLS: '1' }).webCalls).toBe(true);
  });
});

describe('what a role needs', () => {
  test('is read whole and cannot be changed', () => {
    const config = readCallsConfig(inner());
    expect(config.serverKey).toHaveLength(32);
    expect(config.innerUrl).toBe(`unix:${folder}/data/run/calls.sock`);
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('addresses that are missing are named beside the wrong settings, each to whom it is missing', () => {
    const wrong = { CAUCE_SIP_PORT: '0' };
    expect(faultsOf(() => readCallsConfig(wrong))).toEqual([
      'CAUCE_SIP_PORT',
      'CAUCE_DATABASE_URL',
      'CAUCE_SERVER_KEY_FILE',
      'CAUCE_ASTERISK_URL',
    ]);
    expect(faultsOf(() => readWebConfig(wrong))).toEqual([
      'CAUCE_SIP_PORT',
      'CAUCE_DATABASE_URL',
      'CAUCE_SERVER_KEY_FILE',
      'CAUCE_ASTERISK_ADDRESS',
      'CAUCE_REDIS_URL',
    ]);
    expect(faultsOf(() => readWorkerConfig(wrong))).toEqual([
      'CAUCE_SIP_PORT',
      'CAUCE_DATABASE_URL',
      'CAUCE_ASTERISK_URL',
      'CAUCE_REDIS_URL',
    ]);
    expect(faultsOf(() => readMigrateConfig({}))).toEqual(['CAUCE_DATABASE_URL']);
  });

  test('is all that it is given: no key of the web for whoever serves no page, no password of ARI for the web', () => {
    const open = { ...inner(), CAUCE_BIND: '0.0.0.0', CAUCE_MEDIA_ADDRESS: '192.0.2.7' };
    expect(readCallsConfig(open)).not.toHaveProperty('tls');
    expect(readWorkerConfig(open)).not.toHaveProperty('serverKey');
    expect(faultsOf(() => readWebConfig(open))).toContain('CAUCE_BIND');
    const own = { ...inner(), CAUCE_ASTERISK_ADDRESS: 'http://cauce:secret@127.0.0.1:8088' };
    expect(faultsOf(() => readWebConfig(own))).toEqual(['CAUCE_ASTERISK_ADDRESS']);
  });

  test('for the migration is the owner, who is the application where nobody else is named', () => {
    const application = inner().CAUCE_DATABASE_URL ?? '';
    expect(readMigrateConfig({ CAUCE_DATABASE_URL: application })).toMatchObject({
      ownerUrl: application,
      adminUrl: null,
    });
    const owner = 'postgresql://owner:secret@127.0.0.1:5432/cauce';
    const both = { CAUCE_DATABASE_URL: application, CAUCE_DATABASE_OWNER_URL: owner };
    expect(readMigrateConfig(both)).toMatchObject({ databaseUrl: application, ownerUrl: owner });
  });

  test('a key of the wrong length is refused', () => {
    const env = inner();
    writeFileSync(join(folder, 'key'), Buffer.alloc(16));
    expect(faultsOf(() => readCallsConfig(env))).toEqual(['CAUCE_SERVER_KEY_FILE']);
  });

  test('an inner socket whose path the kernel would cut off is refused', () => {
    const long = `/${'x'.repeat(107)}`;
    const env = { ...inner(), CAUCE_INNER_URL: `unix:${long}`, CAUCE_WORKER_SOCKET: long };
    expect(faultsOf(() => readCallsConfig(env))).toEqual(['CAUCE_INNER_URL']);
    expect(faultsOf(() => readWebConfig(env))).toEqual(['CAUCE_INNER_URL']);
    expect(faultsOf(() => readWorkerConfig(env))).toEqual(['CAUCE_WORKER_SOCKET']);
    expect(readCallsConfig({ ...inner(), CAUCE_INNER_URL: 'tcp://token@127.0.0.1:7000' }).innerUrl).toMatch(
      /^tcp:/,
    );
  });

  test('no secret stands in the message of a fault', () => {
    const env = { ...inner(), CAUCE_ASTERISK_URL: 'http://cauce:hidden-word@127.0.0.1' };
    expect(() => readCallsConfig(env)).toThrow(/^(?![\s\S]*hidden-word)/);
  });
});

describe('the ports of the voice', () => {
  test.each([
    [[10_000, 10_999], 90, [10_000, 10_949], [10_770, 10_949], 463],
    [[10_001, 10_200], 18, [10_001, 10_190], [10_155, 10_190], 93],
    // Too few to keep some for agents alone.
    [[20_000, 20_019], 1, [20_000, 20_019], [20_018, 20_019], 10],
    // Guests who may have more calls than there are ports have all that callers have.
    [[20_000, 20_019], 50, [20_000, 20_019], [20_000, 20_019], 10],
  ] as const)(
    '%j with %d calls of guests: callers have %j, of them guests %j; %d are let in',
    (ports, guests, incoming, ofGuests, letIn) => {
      expect(incomingPorts(ports)).toEqual(incoming);
      expect(guestPorts(ports, guests)).toEqual(ofGuests);
      expect(callsLetIn(ports)).toBe(letIn);
      expect(letIn).toBeGreaterThan(roomIn(voicePairs(ports)));
      expect(letIn).toBeLessThanOrEqual(voicePairs(incoming));
    },
  );
});
