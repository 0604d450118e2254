import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { type Environment, EnvironmentReader } from './kit/environment.ts';

/** What a person may set; known before any part runs, so the launcher reads it too. */
export type Settings = {
  readonly nodeName: string;
  readonly organization: 'default';
  readonly dataDir: string;
  readonly appDir: string;
  readonly bind: string;
  readonly httpPort: number;
  readonly publicHost: string;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly sipPort: number;
  /** First and last UDP port of the audio, both included. */
  readonly rtpPorts: readonly [number, number];
  /** The IP address that phones are told to send their audio to. */
  readonly mediaAddress: string;
  /** SIP URI for outgoing calls, `sip:[user[:password]@]host[:port]`. */
  readonly trunk: string | null;
  /** Proxies in front of the web whose `X-Forwarded-For` is believed, as addresses or networks; none by default. */
  readonly trustedProxies: readonly string[];
  /** Opens `/metrics` to whoever is not on this machine. */
  readonly metricsToken: string | null;
  /** TURN server offered to browsers, `turn:user:password@host:port`. */
  readonly turn: string | null;
  readonly country: string;
  readonly timezone: string;
  readonly demo: boolean;
  readonly demoPassword: string | null;
  /** Whether guests may call from `/call`. */
  readonly webCalls: boolean;
  readonly flowsDir: string;
  readonly promptsDir: string;
  readonly softphoneDir: string;
  readonly journalDir: string;
  readonly recordingsDir: string;
  readonly logLevel: LogLevel;
  /** Milliseconds that tests add to the real clock. */
  readonly testClock: number | null;
};

/** What a role runs with: the settings, and the addresses the launcher (or the operator) hands it. */
export type Config = Settings & {
  /** 32 bytes; agents' SIP passwords and signed links are derived from it. */
  readonly serverKey: Buffer;
  /** `http://user:password@host:port` of ARI; SIP over WebSocket is served by the same port at `/ws`. */
  readonly asteriskUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** The internal WebSocket of `calls`: `unix:/path` or `tcp://token@host:port`. */
  readonly innerUrl: string;
  /** Asterisk's spool folder when this machine can see it; otherwise files are fetched over ARI. */
  readonly asteriskSpool: string | null;
};

export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
const SERVER_KEY_BYTES = 32;
/** Longest path a unix socket can have on Linux (`sun_path` less its final zero). */
export const SOCKET_PATH_MAX = 107;
/** A talking call takes two ports for each of its legs and a snoop takes none: below this nothing works. */
const RTP_PORTS_MIN = 20;

const TIMEZONES: Readonly<Record<string, string>> = {
  VE: 'America/Caracas',
  CO: 'America/Bogota',
  EC: 'America/Guayaquil',
  PE: 'America/Lima',
  BO: 'America/La_Paz',
  CL: 'America/Santiago',
  AR: 'America/Argentina/Buenos_Aires',
  UY: 'America/Montevideo',
  PY: 'America/Asuncion',
  MX: 'America/Mexico_City',
  GT: 'America/Guatemala',
  CR: 'America/Costa_Rica',
  PA: 'America/Panama',
  DO: 'America/Santo_Domingo',
  ES: 'Europe/Madrid',
};

/**
 * Reads what a person may set. Throws one `EnvironmentError` that names every fault.
 * The launcher uses this before the parts exist; the roles use `readConfig`.
 */
export function readSettings(env: Environment): Settings {
  const reader = new EnvironmentReader(env);
  const settings = settingsOf(reader);
  reader.end();
  return settings;
}

/** Reads all that a role needs. Throws one `EnvironmentError` that names every fault. */
export function readConfig(env: Environment): Config {
  const reader = new EnvironmentReader(env);
  const settings = settingsOf(reader);
  const config: Config = Object.freeze({
    ...settings,
    serverKey: serverKeyOf(reader),
    asteriskUrl: reader.required(
      'CAUCE_ASTERISK_URL',
      /^http:\/\/[^:@/\s]+:[^@/\s]+@[^:/\s]+:\d+\/?$/,
      'http://user:password@127.0.0.1:8088',
    ),
    databaseUrl: reader.required(
      'CAUCE_DATABASE_URL',
      /^postgres(ql)?:\/\/\S+$/,
      'postgresql://cauce:password@127.0.0.1:5432/cauce',
    ),
    redisUrl: reader.required('CAUCE_REDIS_URL', /^rediss?:\/\/\S+$/, 'redis://:password@127.0.0.1:6379'),
    innerUrl: innerUrlOf(reader, settings.dataDir),
    asteriskSpool: reader.text('CAUCE_ASTERISK_SPOOL'),
  });
  reader.end();
  return config;
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function settingsOf(reader: EnvironmentReader): Settings {
  const appDir = reader.path('CAUCE_APP_DIR', '.');
  const dataDir = reader.path('CAUCE_DATA_DIR', join(appDir, 'data'));
  const bind = bindOf(reader);
  const tls = tlsOf(reader, bind);
  const publicHost = reader.matching(
    'CAUCE_PUBLIC_HOST',
    isLoopback(bind) ? 'localhost' : bind,
    /^[A-Za-z0-9.:-]+$/,
    'cauce.example.org',
  );
  const country = reader.matching('CAUCE_COUNTRY', 'VE', /^[A-Z]{2}$/, 'VE');
  const demo = reader.flag('CAUCE_DEMO', true);
  return Object.freeze({
    nodeName: reader.matching('CAUCE_NODE_NAME', 'cauce1', /^[a-z][a-z0-9]{0,15}$/, 'cauce1'),
    organization: 'default' as const,
    dataDir,
    appDir,
    bind,
    httpPort: reader.port('CAUCE_HTTP_PORT', 8080),
    publicHost,
    tls,
    sipPort: reader.port('CAUCE_SIP_PORT', 5060),
    rtpPorts: rtpPortsOf(reader),
    mediaAddress: mediaAddressOf(reader, bind, publicHost),
    trunk: reader.optional('CAUCE_TRUNK', TRUNK_URI, 'sip:user:password@sip.example.org:5060'),
    trustedProxies: trustedProxiesOf(reader),
    metricsToken: reader.optional(
      'CAUCE_METRICS_TOKEN',
      /^[A-Za-z0-9._~+/-]{16,}=*$/,
      '32 random characters',
    ),
    turn: reader.optional('CAUCE_TURN', /^turns?:[^\s;"]+$/, 'turn:user:password@turn.example.org:3478'),
    country,
    timezone: timezoneOf(reader, country),
    demo,
    demoPassword: reader.text('CAUCE_DEMO_PASSWORD'),
    webCalls: reader.flag('CAUCE_WEB_CALLS', demo),
    flowsDir: reader.path('CAUCE_FLOWS_DIR', join(appDir, 'ivr-flows')),
    promptsDir: reader.path('CAUCE_PROMPTS_DIR', join(appDir, 'ivr-flows', 'prompts', 'es')),
    softphoneDir: reader.path('CAUCE_SOFTPHONE_DIR', join(appDir, '.runtime', 'build', 'softphone')),
    journalDir: reader.path('CAUCE_JOURNAL_DIR', join(dataDir, 'journal')),
    recordingsDir: reader.path('CAUCE_RECORDINGS_DIR', join(dataDir, 'recordings')),
    logLevel: reader.oneOf('CAUCE_LOG_LEVEL', 'info', LOG_LEVELS),
    testClock: testClockOf(reader),
  });
}

/** No blank, quote or semicolon may pass: the address is written into Asterisk's configuration. */
const TRUNK_URI = /^sip:([A-Za-z0-9._+*-]+(:[A-Za-z0-9._~!$&*+=-]+)?@)?[A-Za-z0-9.-]+(:\d{1,5})?$/;

function bindOf(reader: EnvironmentReader): string {
  const bind = reader.text('CAUCE_BIND') ?? '127.0.0.1';
  if (isIP(bind) === 0 && bind !== 'localhost') {
    reader.fault('CAUCE_BIND', 'debe ser una dirección IP', 'must be an IP address');
  }
  return bind;
}

function tlsOf(reader: EnvironmentReader, bind: string): Settings['tls'] {
  const cert = reader.text('CAUCE_TLS_CERT');
  const key = reader.text('CAUCE_TLS_KEY');
  if (cert !== null && key !== null) {
    reader.file('CAUCE_TLS_CERT', resolve(cert));
    reader.file('CAUCE_TLS_KEY', resolve(key));
    return Object.freeze({ cert: resolve(cert), key: resolve(key) });
  }
  if (cert !== null || key !== null) {
    reader.fault(
      cert === null ? 'CAUCE_TLS_CERT' : 'CAUCE_TLS_KEY',
      'el certificado y su llave van juntos',
      'the certificate and its key go together',
    );
  } else if (!isLoopback(bind)) {
    reader.fault(
      'CAUCE_BIND',
      `con ${bind} hace falta TLS (CAUCE_TLS_CERT y CAUCE_TLS_KEY): sin él los navegadores no dan el micrófono`,
      `${bind} needs TLS (CAUCE_TLS_CERT and CAUCE_TLS_KEY): without it browsers give no microphone`,
    );
  }
  return null;
}

function rtpPortsOf(reader: EnvironmentReader): readonly [number, number] {
  const text = reader.text('CAUCE_RTP_PORTS') ?? '10000-10999';
  const match = /^(\d+)-(\d+)$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2]);
  if (!match || from < 1024 || to > 65535 || to - from + 1 < RTP_PORTS_MIN) {
    reader.fault(
      'CAUCE_RTP_PORTS',
      `debe ser como «10000-10999», con ${RTP_PORTS_MIN} puertos o más`,
      `must look like "10000-10999", with ${RTP_PORTS_MIN} ports or more`,
    );
  }
  return Object.freeze([from, to] as const);
}

function mediaAddressOf(reader: EnvironmentReader, bind: string, publicHost: string): string {
  const given = reader.text('CAUCE_MEDIA_ADDRESS');
  if (given !== null) {
    if (isIP(given) === 0) {
      reader.fault('CAUCE_MEDIA_ADDRESS', 'debe ser una dirección IP', 'must be an IP address');
    }
    return given;
  }
  if (isLoopback(bind)) return '127.0.0.1';
  const known = [bind, publicHost].find(host => isIP(host) !== 0 && host !== '0.0.0.0' && host !== '::');
  if (known === undefined) {
    reader.fault(
      'CAUCE_MEDIA_ADDRESS',
      'hace falta la dirección IP a la que los teléfonos enviarán la voz',
      'the IP address that phones send their voice to is needed',
    );
  }
  return known ?? '127.0.0.1';
}

function trustedProxiesOf(reader: EnvironmentReader): readonly string[] {
  const names = (reader.text('CAUCE_TRUSTED_PROXY') ?? '').split(',').flatMap(name => name.trim() || []);
  if (!names.every(isNetwork)) {
    reader.fault(
      'CAUCE_TRUSTED_PROXY',
      'deben ser direcciones IP o redes, como «10.0.0.5, 192.168.0.0/24»',
      'must be IP addresses or networks, like "10.0.0.5, 192.168.0.0/24"',
    );
    return Object.freeze([]);
  }
  return Object.freeze(names);
}

/** An address, or a network such as 10.0.0.0/8; a network of everybody would believe everybody. */
function isNetwork(name: string): boolean {
  const [address = '', bits, ...rest] = name.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128);
}

function timezoneOf(reader: EnvironmentReader, country: string): string {
  const zone = reader.text('CAUCE_TIMEZONE') ?? TIMEZONES[country];
  if (zone === undefined) {
    reader.fault(
      'CAUCE_TIMEZONE',
      `hace falta la zona horaria de ${country}`,
      `the time zone of ${country} is needed`,
    );
    return 'UTC';
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    reader.fault('CAUCE_TIMEZONE', `«${zone}» no es una zona horaria`, `"${zone}" is not a time zone`);
  }
  return zone;
}

function testClockOf(reader: EnvironmentReader): number | null {
  const text = reader.optional('CAUCE_TEST_CLOCK', /^-?\d+$/, '-3600000');
  if (text === null) return null;
  if (!reader.flag('CAUCE_TEST', false)) {
    reader.fault(
      'CAUCE_TEST_CLOCK',
      'mueve el reloj y solo sirve en pruebas (CAUCE_TEST=1)',
      'it moves the clock and is for tests only (CAUCE_TEST=1)',
    );
  }
  return Number(text);
}

function serverKeyOf(reader: EnvironmentReader): Buffer {
  const path = reader.text('CAUCE_SERVER_KEY_FILE');
  if (path === null) {
    reader.fault(
      'CAUCE_SERVER_KEY_FILE',
      `hace falta un archivo con ${SERVER_KEY_BYTES} bytes secretos`,
      `a file with ${SERVER_KEY_BYTES} secret bytes is needed`,
    );
    return Buffer.alloc(0);
  }
  const key = reader.file('CAUCE_SERVER_KEY_FILE', path);
  if (key !== null && key.length !== SERVER_KEY_BYTES) {
    reader.fault(
      'CAUCE_SERVER_KEY_FILE',
      `tiene ${key.length} bytes y deben ser ${SERVER_KEY_BYTES}`,
      `has ${key.length} bytes and must have ${SERVER_KEY_BYTES}`,
    );
  }
  return key ?? Buffer.alloc(0);
}

function innerUrlOf(reader: EnvironmentReader, dataDir: string): string {
  const url = reader.text('CAUCE_INNER_URL') ?? `unix:${join(dataDir, 'run', 'calls.sock')}`;
  if (url.startsWith('unix:/')) {
    if (Buffer.byteLength(url) - 'unix:'.length > SOCKET_PATH_MAX) {
      reader.fault(
        'CAUCE_INNER_URL',
        `la ruta del socket es más larga que ${SOCKET_PATH_MAX} bytes`,
        `the socket's path is longer than ${SOCKET_PATH_MAX} bytes`,
      );
    }
  } else if (!/^tcp:\/\/[^@/\s]+@[^:/\s]+:\d+$/.test(url)) {
    reader.fault(
      'CAUCE_INNER_URL',
      'debe ser «unix:/ruta» o «tcp://token@host:puerto»',
      'must be "unix:/path" or "tcp://token@host:port"',
    );
  }
  return url;
}
