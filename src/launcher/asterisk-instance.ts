import { existsSync, readdirSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { isLoopback } from '../config/network.ts';
import { callsLetIn, incomingPorts } from '../config/voice-ports.ts';
import type { Settings } from '../config.ts';
import { linkOwned, makeFolder, writeOwned } from './folders.ts';
import { renderFolder, type TemplateValues } from './render.ts';

/** Where an Asterisk lies: unpacked by us, or installed in an image. */
export type AsteriskHome = {
  /** Folder of `*.so` modules. */
  readonly modules: string;
  /** Folder of the `asterisk` program. */
  readonly programs: string;
  /** Folder with `moh`, `rest-api`, `static-http`, `documentation` and `sounds`. */
  readonly data: string;
};

/** Raw text that only the bench appends, for its side-by-side run with `app_queue`. */
export type BenchText = { readonly pjsip: string; readonly extensions: string; readonly queues: string };

export type AsteriskOptions = {
  readonly home: AsteriskHome;
  /** The templates, `asterisk-config` of the checkout. */
  readonly templates: string;
  /** Folder of this instance; everything Asterisk writes lies below it. */
  readonly instance: string;
  /** Folder for the control socket, short enough for a unix socket. */
  readonly sockets: string;
  readonly logs: string;
  readonly nodeName: string;
  readonly bind: string;
  readonly sipPort: number;
  readonly ariPort: number;
  readonly ariUser: string;
  readonly ariPassword: string;
  readonly rtpPorts: readonly [number, number];
  readonly mediaAddress: string;
  readonly trunk: string | null;
  /** The realm its credentials are for; null: its host. */
  readonly trunkRealm: string | null;
  readonly country: string;
  readonly demo: boolean;
  readonly promptsDir: string;
  readonly bench: BenchText | null;
  /** Seconds of a server that does not answer before Asterisk takes a message itself. */
  readonly fallbackAfterSeconds: number;
};

/** The user of ARI, and the only one. */
const ARI_USER = 'cauce';

/** The address that the roles speak ARI to; Asterisk opens it on loopback only. */
export function ariUrl(port: number, password: string): string {
  return `http://${ARI_USER}:${password}@127.0.0.1:${port}`;
}

/** The address of Asterisk's HTTP server without the user and password of ARI. */
export function asteriskAddressOf(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}

/** The trunk without its password, as `calls` may know it; '' without a trunk. */
export function trunkAddressOf(trunk: string | null): string {
  return (trunk ?? '').replace(/^(sip:[^:@]+):[^@]*@/, '$1@');
}

/** What the settings say about Asterisk wherever it runs; folders, and the port and password of ARI are added to it. */
export function asteriskOfSettings(
  settings: Settings,
): Omit<AsteriskOptions, 'home' | 'instance' | 'sockets' | 'logs' | 'ariPort' | 'ariPassword'> {
  return {
    templates: join(settings.appDir, 'asterisk-config'),
    nodeName: settings.nodeName,
    bind: settings.bind,
    sipPort: settings.sipPort,
    ariUser: ARI_USER,
    rtpPorts: settings.rtpPorts,
    mediaAddress: settings.mediaAddress,
    trunk: settings.trunk,
    trunkRealm: settings.trunkRealm,
    country: settings.country,
    demo: settings.demo,
    promptsDir: settings.promptsDir,
    bench: null,
    fallbackAfterSeconds: FALLBACK_AFTER_SECONDS,
  };
}

/** How long a caller hears ringing while the server is away (decision 6). */
const FALLBACK_AFTER_SECONDS = 20;

/** The Spanish voice of Debian's `asterisk-core-sounds-es-wav`. */
const SPANISH_SOUNDS = 'es_MX_f_Allison';
const COUNTRIES_WITH_TONES = new Set(['ve']);

/** Files that Asterisk complains about when they are missing and that have nothing to say here. */
const EMPTY_FILES = [
  'acl',
  'cli',
  'cli_aliases',
  'cli_permissions',
  'codecs',
  'dnsmgr',
  'dsp',
  'extconfig',
  'manager',
  'pjproject',
  'queuerules',
  'res_parking',
  'udptl',
  'websocket_client',
];

const WORK_FOLDERS = [
  'db',
  'keys',
  'cache',
  'data/agi-bin',
  'spool/tmp',
  'spool/outgoing',
  'spool/recording/fallback',
];

/** Writes the whole instance folder: configuration, sounds and empty rooms to work in. May be run again. */
export function writeAsteriskInstance(options: AsteriskOptions): void {
  const { instance } = options;
  const etc = join(instance, 'etc');
  for (const folder of ['', ...WORK_FOLDERS]) makeFolder(join(instance, folder));
  makeFolder(options.sockets);
  makeFolder(options.logs);
  renderFolder(options.templates, etc, templateValues(options));
  for (const name of EMPTY_FILES) writeOwned(join(etc, `${name}.conf`), '');
  linkData(options);
}

function templateValues(options: AsteriskOptions): TemplateValues {
  const local = globalAddresses();
  const announced = !isLoopback(options.bind) && !local.includes(options.mediaAddress);
  const trunk = trunkParts(options.trunk, options.trunkRealm);
  return {
    instance: options.instance,
    modules: options.home.modules,
    programs: options.home.programs,
    music: join(options.home.data, 'moh'),
    spool: join(options.instance, 'spool'),
    sockets: options.sockets,
    logs: options.logs,
    nodeName: options.nodeName,
    bind: options.bind === 'localhost' ? '127.0.0.1' : options.bind,
    sipPort: options.sipPort,
    ariPort: options.ariPort,
    ariUser: options.ariUser,
    ariPassword: options.ariPassword,
    rtpFrom: options.rtpPorts[0],
    rtpTo: options.rtpPorts[1],
    maxCalls: callsLetIn(options.rtpPorts),
    incomingFrom: incomingPorts(options.rtpPorts)[0],
    incomingTo: incomingPorts(options.rtpPorts)[1],
    mediaAddress: options.mediaAddress,
    bindRtp: isLoopback(options.bind) ? 'yes' : 'no',
    iceCandidates: iceCandidates(options, local, announced),
    announced,
    localNets: localNets(),
    demo: options.demo,
    ...trunk,
    trunkIdentify: trunk.trunk && !(options.demo && isLoopback(trunk.trunkAddress)),
    toneCountry: COUNTRIES_WITH_TONES.has(options.country.toLowerCase())
      ? options.country.toLowerCase()
      : 'zz',
    fallbackAfterSeconds: options.fallbackAfterSeconds,
    bench: options.bench !== null,
    ownQueue: options.bench === null,
    benchPjsip: options.bench?.pjsip ?? '',
    benchExtensions: options.bench?.extensions ?? '',
    benchQueues: options.bench?.queues ?? '',
  };
}

/** Splits `sip:user:password@host:port`; `config.ts` has refused anything that could break out of a line. */
function trunkParts(uri: string | null, realm: string | null) {
  const match = /^sip:(?:([^:@]+)(?::([^@]+))?@)?([^@]+)$/.exec(uri ?? '');
  const [, user = '', password = '', host = ''] = match ?? [];
  const trunkAuth = password !== '';
  const lines = [trunkAuth ? 'outbound_auth = trunk' : '', user ? `from_user = ${user}` : ''];
  return {
    trunk: match !== null,
    trunkUser: user,
    trunkPassword: password,
    trunkHost: host,
    trunkAddress: host.replace(/:\d+$/, ''),
    trunkRealm: realm ?? host.replace(/:\d+$/, ''),
    trunkAuth,
    trunkCredentials: lines.filter(Boolean).join('\n'),
  };
}

/** On loopback every address is announced as 127.0.0.1; behind NAT as the media address; else as itself. */
function iceCandidates(options: AsteriskOptions, local: readonly string[], announced: boolean): string {
  if (isIP(options.mediaAddress) !== 4) return '';
  if (!isLoopback(options.bind) && !announced) return '';
  return local.map(address => `${address} => ${options.mediaAddress}`).join('\n');
}

function globalAddresses(): string[] {
  return ipv4().map(entry => entry.address);
}

function localNets(): string {
  return ['127.0.0.0/8', ...ipv4().map(entry => entry.cidr ?? entry.address)]
    .map(net => `local_net = ${net}`)
    .join('\n');
}

function ipv4() {
  const all = Object.values(networkInterfaces()).flatMap(entries => entries ?? []);
  return all.filter(entry => entry.family === 'IPv4' && !entry.internal);
}

/**
 * Asterisk finds `sound:cauce/greeting` in the language es as `sounds/es/cauce/greeting`, so `sounds/es` is a
 * folder of links: one for each sound of the Spanish voice, and `cauce` for the prompts of our own.
 */
function linkData(options: AsteriskOptions): void {
  const data = join(options.instance, 'data');
  for (const name of ['moh', 'rest-api', 'static-http', 'documentation']) {
    const source = join(options.home.data, name);
    if (existsSync(source)) relink(source, join(data, name));
  }
  const spanish = join(data, 'sounds', 'es');
  rmSync(spanish, { recursive: true, force: true });
  makeFolder(spanish);
  const voice = join(options.home.data, 'sounds', SPANISH_SOUNDS);
  for (const name of existsSync(voice) ? readdirSync(voice) : []) {
    linkOwned(join(voice, name), join(spanish, name));
  }
  linkOwned(options.promptsDir, join(spanish, 'cauce'));
}

function relink(source: string, target: string): void {
  rmSync(target, { force: true, recursive: true });
  linkOwned(source, target);
}
