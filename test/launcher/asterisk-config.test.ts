import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AsteriskOptions, writeAsteriskInstance } from '../../src/launcher/asterisk-instance.ts';
import { renderTemplate } from '../../src/launcher/render.ts';

const TEMPLATES = join(import.meta.dirname, '../../asterisk-config');
let instance: string;

beforeEach(() => {
  instance = mkdtempSync(join(tmpdir(), 'cauce-instance-'));
});

afterEach(() => rmSync(instance, { recursive: true }));

function write(changes: Partial<AsteriskOptions> = {}): Record<string, string> {
  writeAsteriskInstance({
    home: { modules: '/nowhere/modules', programs: '/nowhere/sbin', data: '/nowhere/share' },
    templates: TEMPLATES,
    instance,
    sockets: join(instance, 'run'),
    logs: join(instance, 'log'),
    nodeName: 'cauce1',
    bind: '127.0.0.1',
    sipPort: 5060,
    ariPort: 8088,
    ariUser: 'cauce',
    ariPassword: 'secret',
    rtpPorts: [10000, 10999],
    mediaAddress: '127.0.0.1',
    trunk: null,
    trunkRealm: null,
    country: 'VE',
    demo: true,
    promptsDir: '/nowhere/prompts',
    bench: null,
    fallbackAfterSeconds: 20,
    ...changes,
  });
  const etc = join(instance, 'etc');
  return Object.fromEntries(
    readdirSync(etc).map(name => [name.replace('.conf', ''), readFileSync(join(etc, name), 'utf8')]),
  );
}

describe('the template language', () => {
  test('fills names, and keeps or drops the lines of a flag', () => {
    const template = 'a {{x}}\n{{#yes}}\nkept {{x}}\n{{/yes}}\n{{#no}}\ndropped\n{{/no}}\nend\n';
    expect(renderTemplate(template, { x: 7, yes: true, no: false })).toBe('a 7\nkept 7\nend\n');
  });

  test('a name without a value is a fault and not an empty line', () => {
    expect(() => renderTemplate('{{ariPort}}', {})).toThrow(/ariPort/);
    expect(() => renderTemplate('{{#demo}}\nx\n{{/demo}}\n', {})).toThrow(/demo/);
  });
});

describe('the lines that are easy to guess wrong', () => {
  test('stand as the table of reasons says', () => {
    const files = write();
    const lines: [file: string, line: string][] = [
      ['asterisk', 'systemname = cauce1'],
      ['asterisk', 'defaultlanguage = es'],
      ['asterisk', 'live_dangerously = no'],
      ['pjsip', 'endpoint_identifier_order = username,ip'],
      ['pjsip', 'taskprocessor_overload_trigger = pjsip_only'],
      ['pjsip', 'direct_media = no'],
      ['pjsip', 'allow_transfer = no'],
      ['pjsip', 'dtmf_mode = auto'],
      ['pjsip', 'bind_rtp_to_media_address = yes'],
      ['http', 'sessionlimit = 2000'],
      ['http', 'bindaddr = 127.0.0.1'],
      ['ari', 'websocket_write_timeout = 5000'],
      ['rtp', 'ice_deny = ::/0'],
      ['rtp', 'strictrtp = yes'],
      ['indications', 'country = ve'],
    ];
    for (const [file, line] of lines) expect(files[file]?.split('\n'), file).toContain(line);
    expect(files.pjsip).not.toMatch(/rtp_timeout/);
    expect(files.modules).not.toMatch(/res_pjsip_refer|app_queue/);
  });

  test('a call that is over is refused by no pattern for letters', () => {
    const { extensions = '' } = write();
    const [, own = ''] = /^\[from-trunk\]$(.*?)^\[/ms.exec(extensions) ?? [];
    expect(own).toMatch(/^exten => _\[A-Za-z/m);
    expect(own).toMatch(/^exten => h,1,NoOp\(\)$/m);
  });

  /** Asterisk goes on without a function that it does not know, and says so in its log alone. */
  test('what a dialplan or an order of ours asks of Asterisk is loaded', () => {
    const { extensions = '', modules = '' } = write();
    const from: Readonly<Record<string, string>> = {
      CALLERID: 'func_callerid',
      CHANNEL: 'func_channel',
      FILTER: 'func_strings',
      GLOBAL: 'func_global',
      LOCK: 'func_lock',
      PJSIP_HEADER: 'res_pjsip_header_funcs',
      RAND: 'func_rand',
      REGEX: 'func_strings',
      TIMEOUT: 'func_timeout',
      TOLOWER: 'func_strings',
      UNLOCK: 'func_lock',
    };
    const asked = [...extensions.matchAll(/\b([A-Z_]{3,})\(/g)].map(([, name = '']) => name);
    expect(Object.keys(from).sort()).toEqual([...new Set([...asked, 'TIMEOUT'])].sort());
    for (const name of Object.values(from)) expect(modules.split('\n')).toContain(`load = ${name}.so`);
  });

  test('memory comes before the file for each kind of pushed object', () => {
    const { sorcery = '' } = write();
    for (const kind of ['endpoint', 'auth', 'aor']) {
      expect(sorcery.indexOf(`${kind} = memory`)).toBeGreaterThan(0);
      expect(sorcery.indexOf(`${kind} = memory`)).toBeLessThan(sorcery.indexOf(`${kind} = config`));
    }
  });

  test('on loopback every address of the machine is announced as 127.0.0.1', () => {
    expect(write().rtp).not.toMatch(/=> (?!127\.0\.0\.1$)/m);
    expect(write({ bind: '0.0.0.0', mediaAddress: '203.0.113.9' }).pjsip).toContain(
      'external_media_address = 203.0.113.9',
    );
  });

  test('app_queue is loaded in the bench’s instance only, with the bench’s text', () => {
    const bench = { pjsip: '[bench-1]', extensions: '[bench]', queues: '[yardstick]' };
    const files = write({ bench });
    expect(files.modules).toContain('app_queue.so');
    expect(files.queues).toContain('[yardstick]');
    expect(files.extensions).toContain('[bench]');
    // Messages that Asterisk's own queue reads are made for it, and declined where there is none.
    expect(files.stasis).not.toContain('decline = ast_channel_left_bridge_type');
    expect(write().stasis).toContain('decline = ast_channel_left_bridge_type');
  });
});

describe('who may call', () => {
  test('callers from this machine are customers in the demo only', () => {
    expect(write().pjsip).toContain('match = 127.0.0.0/9');
    expect(write({ demo: false }).pjsip).not.toContain('demo-trunk');
  });

  test('a trunk with a user brings its credentials, and its address may call in', () => {
    const { pjsip = '' } = write({ trunk: 'sip:user:secret@192.0.2.1:5061' });
    expect(pjsip).toContain('contact = sip:192.0.2.1:5061');
    expect(pjsip).toContain('outbound_auth = trunk');
    expect(pjsip).toContain('match = 192.0.2.1');
    expect(write({ trunk: 'sip:192.0.2.1' }).pjsip).not.toContain('outbound_auth');
  });

  test('the credentials of the trunk are for its host, or for the realm that is named', () => {
    const trunk = 'sip:user:secret@sip.example.org:5061';
    expect(write({ trunk }).pjsip).toContain('\nrealm = sip.example.org\n');
    expect(write({ trunk, trunkRealm: 'Example SBC' }).pjsip).toContain('\nrealm = Example SBC\n');
  });

  test('nobody but agents is known by what they write', () => {
    const { pjsip = '' } = write({ trunk: 'sip:user:secret@192.0.2.1' });
    const endpoints = pjsip.split(/^\[/m).filter(section => section.includes('type = endpoint'));
    expect(endpoints.map(section => section.split(']')[0])).toEqual([
      'demo-trunk',
      'demo-in',
      'trunk',
      'trunk-in',
    ]);
    for (const section of endpoints) expect(section).toContain('\nidentify_by = ip\n');
  });
});

describe('the instance folder', () => {
  test('nobody else can read the password of ARI', () => {
    write();
    expect(statSync(join(instance, 'etc', 'ari.conf')).mode & 0o077).toBe(0);
  });

  test('our prompts are found as sound:cauce/<name>, and writing it again is fine', () => {
    write();
    write();
    expect(readlinkSync(join(instance, 'data/sounds/es/cauce'))).toBe('/nowhere/prompts');
  });
});
