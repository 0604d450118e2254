import { join } from 'node:path';
import { innerUrlOf, serverKeyOf, workerSocketOf } from './config/inner.ts';
import {
  bindOf,
  mediaAddressOf,
  ownHostOf,
  publicPlaceOf,
  rtpPortsOf,
  type TlsFiles,
  tlsOf,
  trustedProxiesOf,
} from './config/network.ts';
import { testClockOf, timezoneOf } from './config/time.ts';
import { type Turn, turnOf } from './config/turn.ts';
import { type Environment, EnvironmentReader } from './kit/environment.ts';

/** What a person may set; known before any part runs, so the launcher reads it too. */
export type Settings = {
  readonly nodeName: string;
  readonly organization: 'default';
  readonly dataDir: string;
  readonly appDir: string;
  readonly bind: string;
  readonly httpPort: number;
  /** The name or address by which people reach the pages; an IPv6 address without brackets. */
  readonly publicHost: string;
  /** The port they reach them by, where it was said: that of what stands in front of `httpPort`. */
  readonly publicPort: number | null;
  readonly tls: TlsFiles | null;
  readonly sipPort: number;
  /** First and last UDP port of the audio, both included. */
  readonly rtpPorts: readonly [number, number];
  /** The IP address that phones are told to send their audio to. */
  readonly mediaAddress: string;
  /** SIP URI for outgoing calls, `sip:[user[:password]@]host[:port]`. */
  readonly trunk: string | null;
  /** The realm (RFC 3261 §22.1) that the trunk's credentials are for; null: its host. */
  readonly trunkRealm: string | null;
  /** Proxies in front of the web whose `X-Forwarded-For` is believed, as addresses or networks; none by default. */
  readonly trustedProxies: readonly string[];
  /** Opens `/metrics` to whoever is not on this machine. */
  readonly metricsToken: string | null;
  readonly turn: Turn | null;
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
  /** Unix socket on which the worker answers that it lives; null when nobody asks. */
  readonly workerSocket: string | null;
  /** Asterisk's spool folder when this machine can see it; otherwise files are fetched over ARI. */
  readonly asteriskSpool: string | null;
};

export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
/** No blank, quote or semicolon may pass: the address is written into Asterisk's configuration. */
const TRUNK_URI = /^sip:([A-Za-z0-9._+*-]+(:[A-Za-z0-9._~!$&*+=-]+)?@)?[A-Za-z0-9.-]+(:\d{1,5})?$/;
/** Words that cannot break out of a line of Asterisk's configuration. `*`, any realm, is none. */
const TRUNK_REALM = /^[A-Za-z0-9._@:/+-]+( [A-Za-z0-9._@:/+-]+)*$/;

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
    workerSocket: workerSocketOf(reader),
    asteriskSpool: reader.text('CAUCE_ASTERISK_SPOOL'),
  });
  reader.end();
  return config;
}

function settingsOf(reader: EnvironmentReader): Settings {
  const appDir = reader.path('CAUCE_APP_DIR', '.');
  const dataDir = reader.path('CAUCE_DATA_DIR', join(appDir, 'data'));
  const bind = bindOf(reader);
  const tls = tlsOf(reader, bind);
  const place = publicPlaceOf(reader);
  const mediaAddress = mediaAddressOf(reader, bind, place?.host ?? null);
  const country = reader.matching('CAUCE_COUNTRY', 'VE', /^[A-Z]{2}$/, 'VE');
  const demo = reader.flag('CAUCE_DEMO', true);
  return Object.freeze({
    nodeName: reader.matching('CAUCE_NODE_NAME', 'cauce1', /^[a-z][a-z0-9]{0,15}$/, 'cauce1'),
    organization: 'default' as const,
    dataDir,
    appDir,
    bind,
    httpPort: reader.port('CAUCE_HTTP_PORT', 8080),
    publicHost: place?.host ?? ownHostOf(bind, mediaAddress),
    publicPort: place?.port ?? null,
    tls,
    sipPort: reader.port('CAUCE_SIP_PORT', 5060),
    rtpPorts: rtpPortsOf(reader),
    mediaAddress,
    trunk: reader.optional('CAUCE_TRUNK', TRUNK_URI, 'sip:user:password@sip.example.org:5060'),
    trunkRealm: reader.optional('CAUCE_TRUNK_REALM', TRUNK_REALM, 'sip.example.org'),
    trustedProxies: trustedProxiesOf(reader),
    metricsToken: reader.optional(
      'CAUCE_METRICS_TOKEN',
      /^[A-Za-z0-9._~+/-]{16,}=*$/,
      '32 random characters',
    ),
    turn: turnOf(reader),
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
