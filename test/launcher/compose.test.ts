import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { TRIED } from '../../src/launcher/asterisk-branches.ts';
import { FETCHED } from '../../src/launcher/compose-check/override.ts';
import * as places from '../../src/launcher/init/places.ts';
import { environmentFile } from '../../src/launcher/init/role-environment.ts';
import { PLAIN, PROCESSES, SECRETS } from '../../src/launcher/variables.ts';

const checkout = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(checkout, 'docker-compose.yml'), 'utf8');
const dockerfile = readFileSync(join(checkout, '.docker', 'Dockerfile'), 'utf8');

/** Of a container that is told nothing. */
const DOCKERS_SHARE = 1024;

const mount = z.union([z.string(), z.object({ source: z.string(), target: z.string() })]);
const serviceShape = z.looseObject({
  image: z.string(),
  build: z.unknown().optional(),
  mem_limit: z.string().default(''),
  pids_limit: z.number().default(0),
  cpus: z.union([z.number(), z.string()]).default(0),
  cpu_shares: z.number().default(DOCKERS_SHARE),
  restart: z.string().default(''),
  user: z.string().default('0:0'),
  read_only: z.boolean().default(false),
  init: z.boolean().default(false),
  privileged: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  network_mode: z.string().default('bridge'),
  command: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(mount).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  logging: z.object({ options: z.record(z.string(), z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});
const composeShape = z.looseObject({
  services: z.record(z.string(), serviceShape),
  volumes: z.record(z.string(), z.unknown()),
});
type Service = z.infer<typeof serviceShape>;

function read(source: string) {
  return composeShape.parse(parse(source, { merge: true }));
}

/** The one that gives files to several users; the others wait for it. */
const FIRST = 'init';
/** They run once and then end: no health to ask for. */
const ONCE = [FIRST, 'migrate'];
/** The image of `calls`, `web` and `worker`. */
const OURS = 'cauce-app';
const GIVES_FILES_AWAY = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'];
const NAMES_A_SECRET = /PASSWORD|SECRET|TOKEN|TRUNK|TURN|KEY/;

/** Everything that is not as it must be, in sentences. */
function faultsOf(source: string): string[] {
  const { services, volumes } = read(source);
  const used = Object.values(services).flatMap(service => service.volumes.map(sourceOf));
  return [
    ...Object.entries(services).flatMap(([name, service]) =>
      serviceFaults(name, service).map(fault => `${name}: ${fault}`),
    ),
    ...used.filter(name => !(name in volumes)).map(name => `${name} is no volume`),
    ...Object.keys(volumes)
      .filter(name => !used.includes(name))
      .map(name => `nobody uses the volume ${name}`),
    ...(/:\/\/[^\s/{}]+:[^\s/{}]+@/.test(source) ? ['an address with a password is written down'] : []),
  ];
}

function serviceFaults(name: string, service: Service): string[] {
  const once = ONCE.includes(name);
  const first = name === FIRST;
  const secrets = Object.entries(service.environment).filter(([variable]) => NAMES_A_SECRET.test(variable));
  const [user] = service.user.split(':');
  const rules: [boolean, string][] = [
    [service.restart === (once ? 'no' : 'unless-stopped'), `is restarted "${service.restart}"`],
    [once || service.healthcheck !== undefined, 'has no health check'],
    [service.image !== OURS || service.init, 'is process 1, which its health check cannot end'],
    [
      once || service.image !== OURS || asksWhereItAnswers(name, service),
      'is asked where it does not answer',
    ],
    [service.volumes.length > 0, 'has no volume'],
    [service.build !== undefined || isExact(service.image), `has the image ${service.image}`],
    [/^\d+[mg]$/.test(service.mem_limit), 'has no limit of memory'],
    [service.pids_limit > 0, 'has no limit of processes'],
    [isFewCpus(service.cpus), 'has no limit of processor that every machine can keep'],
    [service.logging?.options['max-size'] !== undefined, 'has a log without end'],
    [first || user !== '0', 'runs as root'],
    [!service.privileged, 'is privileged'],
    [service.read_only, 'may write in its image'],
    [service.cap_drop.includes('ALL'), 'keeps capabilities'],
    [
      service.cap_add.every(added => first && GIVES_FILES_AWAY.includes(added)),
      `is given ${service.cap_add.join(', ')}`,
    ],
    [service.security_opt.includes('no-new-privileges:true'), 'may gain privileges'],
    [['host', 'none'].includes(service.network_mode), `has the network ${service.network_mode}`],
    [service.ports.every(port => port.startsWith('127.0.0.1:')), 'publishes a port to the world'],
    [
      first || service.depends_on[FIRST]?.condition === 'service_completed_successfully',
      'does not wait for init',
    ],
    [
      Object.entries(service.depends_on).every(
        ([other, { condition }]) =>
          condition === (ONCE.includes(other) ? 'service_completed_successfully' : 'service_healthy'),
      ),
      'waits for the start of a part, not for its health',
    ],
    [
      !('CAUCE_BIND' in service.environment) ||
        service.environment.CAUCE_BIND === '$' + '{CAUCE_BIND:-127.0.0.1}',
      'does not listen on loopback by default',
    ],
  ];
  return [
    ...rules.filter(([holds]) => !holds).map(([, fault]) => fault),
    ...secrets
      .filter(([variable, value]) => !isWithoutDefault(variable, value))
      .map(([variable]) => `${variable} has a value of its own`),
  ];
}

/** A tag that names one release, without a digest that nobody could check here: `postgres:18.6-bookworm`. */
function isExact(image: string): boolean {
  return /^[a-z][\w./-]*:(\d+\.\d+(\.\d+)?|[a-z]+-\d{8})(-[a-z]+)*$/.test(image);
}

/** Docker refuses more processors than the machine has: one by default, and more where the operator says so. */
function isFewCpus(cpus: number | string): boolean {
  return Number(String(cpus).replace(/^\$\{CAUCE_[A-Z]+_CPUS:-(.*)\}$/, '$1')) === 1;
}

/** From the operator's environment and else empty, or the path of a file that `init` writes. */
function isWithoutDefault(variable: string, value: string): boolean {
  return value === `\${${variable}:-}` || (variable.endsWith('_FILE') && value.startsWith('/etc/cauce/'));
}

/** The health check of one of our own processes: its role, and its socket when it has one. */
function asksWhereItAnswers(role: string, { healthcheck, environment, command }: Service): boolean {
  const sockets: Record<string, string | undefined> = {
    calls: `${places.INNER_SOCKETS}/calls.sock`,
    worker: environment.CAUCE_WORKER_SOCKET,
  };
  const wanted = ['CMD', 'node', '.docker/healthy.mjs', role, ...(role === 'web' ? [] : [sockets[role]])];
  return command.includes(role) && JSON.stringify(healthcheck?.test) === JSON.stringify(wanted);
}

/** The name of the volume; a choice of the operator's counts as its default. */
function sourceOf(entry: z.infer<typeof mount>): string {
  if (typeof entry !== 'string') return entry.source;
  return entry.replace(/^\$\{\w+:-(\w+)\}/, '$1').split(':')[0] ?? '';
}

function targetOf(entry: z.infer<typeof mount>): string {
  if (typeof entry !== 'string') return entry.target;
  return entry.replace(/^\$\{[^}]*\}/, '').split(':')[1] ?? '';
}

describe('docker compose up', () => {
  const { services } = read(text);

  test('runs the parts of decision 3, each locked down, on loopback and without a password', () => {
    expect(Object.keys(services).sort()).toEqual([
      'asterisk',
      'calls',
      'init',
      'migrate',
      'postgres',
      'valkey',
      'web',
      'worker',
    ]);
    expect(faultsOf(text)).toEqual([]);
  });

  test.each([
    ['is privileged', '  valkey:\n    <<: *locked\n', '  valkey:\n    <<: *locked\n    privileged: true\n'],
    [
      'POSTGRES_PASSWORD has a value of its own',
      'POSTGRES_PASSWORD_FILE: /etc/cauce/postgres/password',
      'POSTGRES_PASSWORD: cauce',
    ],
    ['CAUCE_DEMO_PASSWORD has a value of its own', 'CAUCE_DEMO_PASSWORD:-}', 'CAUCE_DEMO_PASSWORD:-demo}'],
    ['does not listen on loopback by default', 'CAUCE_BIND:-127.0.0.1', 'CAUCE_BIND:-0.0.0.0'],
    ['is restarted "always"', 'restart: unless-stopped', 'restart: always'],
    ['runs as root', "user: '10001:10001'", "user: '0:0'"],
    ['has no health check', /^ {4}healthcheck:\n {6}test: \[CMD, asterisk.*\n( {6}.*\n)+/m, ''],
    ['keeps capabilities', 'cap_drop: [ALL]', 'cap_drop: [NET_RAW]'],
    ['is given NET_ADMIN', "user: '10002:10002'", "user: '10002:10002'\n    cap_add: [NET_ADMIN]"],
    ['may gain privileges', "security_opt: ['no-new-privileges:true']", 'security_opt: []'],
    ['is process 1', '  init: true\n', ''],
    ['is asked where it does not answer', 'worker, /data/run/worker.sock]', 'worker]'],
    ['is asked where it does not answer', 'CAUCE_WORKER_SOCKET: /data', 'CAUCE_WORKER_SOCKET: /tmp'],
    ['may write in its image', 'read_only: true', 'read_only: false'],
    ['has a log without end', 'max-size: 10m, ', ''],
    ['has the image postgres:18', 'postgres:18.6-bookworm', 'postgres:18'],
    ['has the image valkey/valkey:latest', 'valkey/valkey:9.1.1-trixie', 'valkey/valkey:latest'],
    ['has no limit of memory', '  mem_limit: 768m\n', ''],
    ['has no limit of processes', '  pids_limit: 512\n', ''],
    ['has no limit of processor', '  cpus: 1\n', ''],
    ['has no limit of processor', 'CAUCE_ASTERISK_CPUS:-1', 'CAUCE_ASTERISK_CPUS:-4'],
    ['publishes a port to the world', 'network_mode: none', "network_mode: none\n    ports: ['6379:6379']"],
    ['has the network bridge', 'network_mode: none', ''],
    ['nobody uses the volume journal', '      - journal:/data/journal\n', ''],
    ['recordings is no volume', '  recordings:\n', ''],
    [
      'waits for the start of a part',
      'asterisk: { condition: service_healthy }',
      'asterisk: { condition: service_started }',
    ],
  ])('would be refused when it %s', (fault, from, to) => {
    const spoiled = text.replace(from, to);
    expect(spoiled).not.toBe(text);
    expect(faultsOf(spoiled).join('\n')).toContain(fault);
  });

  test('goes before other containers, Asterisk and calls first, then pages, records and jobs', () => {
    const share = (name: string): number => services[name]?.cpu_shares ?? 0;
    expect(share('asterisk')).toBe(share('calls'));
    expect(share('postgres')).toBe(share('valkey'));
    const order = ['calls', 'web', 'postgres', 'worker'].map(share);
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(new Set([...order, DOCKERS_SHARE]).size).toBe(5);
    expect(share('worker')).toBeGreaterThan(DOCKERS_SHARE);
  });

  test('mounts each volume where init has written what is read there', () => {
    const users = new Map(Object.entries(services).map(([name, { user }]) => [name, user]));
    expect(users.get('web')).toBe(`${places.USERS.roles}:${places.USERS.roles}`);
    expect(users.get('asterisk')).toBe(`${places.USERS.asterisk}:${places.USERS.asterisk}`);
    expect(users.get('valkey')).toBe(`${places.USERS.valkey}:${places.USERS.valkey}`);
    expect(users.get('postgres')).toBe(`${places.USERS.postgres}:${places.USERS.postgres}`);
    const inInit = new Map(services.init?.volumes.map(entry => [sourceOf(entry), targetOf(entry)]));
    const folders = [...Object.values(places), ...Object.values(places.HANDED)].filter(
      value => typeof value === 'string' && value.startsWith('/'),
    );
    expect([...inInit.values()].filter(target => target !== '/etc/cauce/tls').sort()).toEqual(folders.sort());
    for (const service of Object.values(services)) {
      for (const entry of service.volumes) {
        const source = sourceOf(entry);
        // `/var/run` is a link to `/run` in the image of PostgreSQL, which names it so.
        if (inInit.has(source))
          expect(targetOf(entry).replace(/^\/var\/run/, '/run')).toBe(inInit.get(source));
      }
    }
  });

  const src = join(checkout, 'src');
  const files = ['config.ts', ...readdirSync(join(src, 'config')).map(name => join('config', name))];
  const config = files.map(file => readFileSync(join(src, file), 'utf8')).join('\n');
  const settings = [...new Set([...config.matchAll(/'(CAUCE_[A-Z_]+)'/g)].map(match => match[1] ?? ''))];
  /** Rendered by init, fixed by the images, or for tests. */
  const ours = /_(DIR|URL|ADDRESS|KEY_FILE|SOCKET)$|^CAUCE_TEST|^CAUCE_DEMO_PASSWORD$/;

  test('has every setting of a person checked by init', () => {
    const expected = settings.filter(name => !ours.test(name) || name === 'CAUCE_MEDIA_ADDRESS');
    expect(expected).toEqual(expect.arrayContaining(['CAUCE_BIND', 'CAUCE_TIMEZONE', 'CAUCE_TRUNK']));
    expect(Object.keys(services.init?.environment ?? {})).toEqual(
      expect.arrayContaining([...expected, 'CAUCE_DEMO_PASSWORD']),
    );
  });

  describe.each(PROCESSES)('hands %s', name => {
    const { environment, volumes, command } = services[name] ?? serviceShape.parse({ image: 'none' });
    const table = { ...PLAIN, ...SECRETS };

    test('the settings that are its own by the table of the launcher, and no other variable', () => {
      // A socket is where the container has it; what init makes up comes in the file.
      const wanted = settings.filter(
        variable =>
          table[variable]?.includes(name) &&
          (!ours.test(variable) || ['CAUCE_MEDIA_ADDRESS', 'CAUCE_WORKER_SOCKET'].includes(variable)),
      );
      const beside = name === 'calls' ? ['CAUCE_DEMO_LINE_PORT'] : [];
      expect(Object.keys(environment).sort()).toEqual([...wanted, ...beside].sort());
    });

    test('the file of its own secrets, and no other volume that holds any', () => {
      const folder = places.HANDED[name];
      expect(command[0]).toBe(`--env-file=${folder}/${places.ENVIRONMENT_FILE}`);
      const secret = volumes.filter(entry => /^\/etc\//.test(targetOf(entry))).map(targetOf);
      const tls = SECRETS.CAUCE_TLS_KEY?.includes(name) ? ['/etc/cauce/tls'] : [];
      expect(secret.sort()).toEqual([folder, ...tls].sort());
    });
  });

  test('lets nobody but init see all that it has made up', () => {
    const seeing = Object.entries(services).filter(([, { volumes }]) =>
      volumes.map(sourceOf).includes('secrets'),
    );
    expect(seeing.map(([name]) => name)).toEqual([FIRST]);
  });
});

describe('the images', () => {
  const base = (name: string) => new RegExp(`^ARG ${name}=(\\S+)$`, 'm').exec(dockerfile)?.[1] ?? '';

  test('are made of bases with exact tags', () => {
    expect([base('NODE_IMAGE'), base('ASTERISK_BASE_IMAGE')].filter(image => !isExact(image))).toEqual([]);
    expect(['node:22', 'debian:sid-slim', 'x@sha256:0'].filter(isExact)).toEqual([]);
  });

  test('have the Asterisk that `npm start` takes, and no other', () => {
    const [preferred] = TRIED;
    expect(dockerfile).toContain(`ge 1:${preferred?.oldest.join('.')} `);
    expect(dockerfile).toContain(`lt 1:${(preferred?.major ?? 0) + 1}~`);
  });

  test('that are fetched are named in NOTICE, and the check of the compose file knows which they are', () => {
    const { services } = read(text);
    const fetched = Object.entries(services).filter(([, service]) => service.build === undefined);
    expect(fetched.map(([name]) => name).sort()).toEqual([...FETCHED].sort());
    const notice = readFileSync(join(checkout, 'NOTICE'), 'utf8');
    const bases = [base('NODE_IMAGE'), base('ASTERISK_BASE_IMAGE')];
    for (const image of [...bases, ...fetched.map(([, service]) => service.image)])
      expect(notice).toContain(image);
  });
});

describe('the environment file of the roles', () => {
  test('gives Node back every password, however odd', () => {
    const values = {
      A: 'plain',
      B: 'a#b "c" $d',
      C: "it's",
      D: '`"back',
      E: `it's \`odd\``,
      F: '',
      G: ' a = b ',
    };
    expect(parseEnv(environmentFile(values))).toEqual(values);
  });

  test('refuses what cannot be written there', () => {
    expect(() => environmentFile({ A: 'two\nlines' })).toThrow('A:');
    expect(() => environmentFile({ A: `'"\`` })).toThrow('A:');
  });
});
