import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderTemplate } from '../../src/launcher/render.ts';
import { onTheSwitch } from '../worlds/on-the-switch.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';

let exchange: AsteriskExchange;
beforeAll(async () => {
  exchange = await asteriskExchange();
});
afterAll(() => exchange?.close());

test('Asterisk has loaded the modules that are listed and no other (SEC-2)', async () => {
  const template = readFileSync(join(import.meta.dirname, '../../asterisk-config/modules.conf'), 'utf8');
  const listed = [...renderTemplate(template, { bench: false }).matchAll(/^load = (\S+)$/gm)].map(
    ([, name]) => name,
  );
  const loaded = await onTheSwitch<{ name: string; status: string }[]>(exchange, 'asterisk/modules');
  // Those without `.so` are Asterisk's own core, of which there is no choice.
  const chosen = loaded.map(({ name }) => name).filter(name => name.endsWith('.so'));
  expect(chosen.sort()).toEqual(listed.sort());
  expect(loaded.filter(({ status }) => status !== 'Running')).toEqual([]);
  const unwanted =
    /mwi|iax|unistim|sms|xmpp|ldap|phoneprov|cel_|cdr_|res_agi|app_system|func_shell|func_curl|app_disa/;
  expect(listed.filter(name => unwanted.test(name ?? ''))).toEqual([]);
});

/** The local ports at which a process waits for connections or datagrams: `tcp 0100007F:1F98`, addresses as the kernel writes. */
function openPorts(pid: number): string[] {
  const inodes = new Set<string>();
  for (const fd of readdirSync(`/proc/${pid}/fd`)) {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
    if (inode) inodes.add(inode);
  }
  const waits = { tcp: '0A', tcp6: '0A', udp: '07', udp6: '07' };
  return Object.entries(waits).flatMap(([kind, waiting]) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .map(row => row.trim().split(/\s+/))
      .filter(row => row[3] === waiting && inodes.has(row[9] ?? ''))
      .map(row => `${kind} ${row[1]}`),
  );
}

test('Asterisk waits for SIP and for ARI on loopback, and for nothing else', () => {
  const { pid, sipPort, ariUrl } = exchange.asterisk;
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0');
  const open = openPorts(pid);
  expect(open.filter(port => port.startsWith('tcp'))).toEqual([
    `tcp 0100007F:${hex(Number(new URL(ariUrl).port))}`,
  ]);
  // PJSIP's resolver has two ports of the system's choice for the answers to its questions.
  const questions = /^udp6? 0+:(?!0000)/;
  expect(open.filter(port => port.startsWith('udp') && !questions.test(port))).toEqual([
    `udp 0100007F:${hex(sipPort)}`,
  ]);
  expect(open.filter(port => questions.test(port)).length).toBeLessThanOrEqual(2);
});

describe('ARI (SEC-13)', () => {
  const otherAddresses = Object.values(networkInterfaces())
    .flatMap(each => each ?? [])
    .filter(({ address, family }) => family === 'IPv4' && address !== '127.0.0.1')
    .map(({ address }) => address);

  test.each(['127.0.0.2', ...otherAddresses])('is not reached by way of %s', async address => {
    const { port } = new URL(exchange.asterisk.ariUrl);
    const outcome = await new Promise<string>(resolve => {
      const socket = connect(Number(port), address);
      socket.once('connect', () => resolve('connected'));
      socket.once('error', error => resolve((error as NodeJS.ErrnoException).code ?? ''));
      socket.setTimeout(5_000, () => resolve('silent'));
      socket.once('close', () => socket.destroy());
    });
    expect(outcome).toBe('ECONNREFUSED');
  });

  test('answers nobody without its password, which is no shorter than 128 bits', async () => {
    const { origin, username, password } = new URL(exchange.asterisk.ariUrl);
    expect(Buffer.from(password, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
    const tries = [
      null,
      `${username}:`,
      `${username}:asterisk`,
      `asterisk:asterisk`,
      `${username}:${password.slice(1)}`,
    ];
    for (const credentials of tries) {
      for (const path of ['asterisk/info', 'channels', 'recordings/stored', 'events?app=cauce']) {
        const answer = await fetch(`${origin}/ari/${path}`, {
          headers: credentials
            ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
            : {},
        });
        expect(answer.status, `${credentials} ${path}`).toBe(401);
      }
    }
  });

  test('lets no page of a browser read or send: no origin is allowed', async () => {
    const { hostname, port, username, password } = new URL(exchange.asterisk.ariUrl);
    for (const origin of ['https://evil.example', `http://${hostname}:${port}`, 'null']) {
      for (const method of ['OPTIONS', 'GET']) {
        // As browsers write the names: Asterisk does not know them in lower case, and fetch writes them so.
        const asked = request({
          ...{ hostname, port, method, path: '/ari/channels', auth: `${username}:${password}` },
          headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
        });
        const [answer] = (await once(asked.end(), 'response')) as [IncomingMessage];
        answer.resume();
        const told = Object.keys(answer.headers).filter(name => name.startsWith('access-control-'));
        expect(told, `${method} ${origin}`).toEqual([]);
      }
    }
  });

  test('shares its port with SIP alone', async () => {
    const { origin } = new URL(exchange.asterisk.ariUrl);
    for (const path of [
      '',
      'httpstatus',
      'static/',
      'metrics',
      'manager',
      'rawman',
      'mxml',
      'amanager',
      'phoneprov',
    ])
      expect((await fetch(`${origin}/${path}`)).status, path).toBe(404);
  });

  test('reads no file and runs no program for who has its password', async () => {
    const { origin, username, password } = new URL(exchange.asterisk.ariUrl);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const read = async (variable: string) => {
      const answer = await fetch(`${origin}/ari/asterisk/variable?variable=${encodeURIComponent(variable)}`, {
        headers: { authorization },
      });
      return JSON.stringify(await answer.json());
    };
    expect(await read('EPOCH')).toMatch(/\d{10}/);
    expect(await read('SHELL(id)')).not.toMatch(/uid=/);
    expect(await read('FILE(/etc/passwd)')).not.toMatch(/root:/);
    for (const recording of ['..%2F..%2Fetc%2Fasterisk.conf', '%2Fetc%2Fpasswd']) {
      const answer = await fetch(`${origin}/ari/recordings/stored/${recording}/file`, {
        headers: { authorization },
      });
      expect(answer.status).toBe(404);
    }
  });
});
