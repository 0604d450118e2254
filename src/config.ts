import { join } from 'node:path';
import { countryOf } from './config/country.ts';
import { type CrmAccess, crmOf } from './config/crm.ts';
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
  /** Opens `/metrics` to anyone who is not on this machine. */
  readonly metricsToken: string | null;
  readonly turn: Turn | null;
  readonly crm: CrmAccess | null;
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

/** What a person may set and not all of our processes are handed: passwords, keys, or what holds one. */
type Guarded = 'tls' | 'trunk' | 'trunkRealm' | 'metricsToken' | 'turn' | 'crm' | 'demoPassword';

/** What every role runs with. */
export type SharedConfig = Omit<Settings, Guarded> & {
  /** As the role that owns nothing. */
  readonly databaseUrl: string;
};

export type CallsConfig = SharedConfig & {
  /** 32 bytes; telephones' SIP passwords and signed links are derived from it. */
  readonly serverKey: Buffer;
  /** `http://user:password@host:port` of ARI. */
  readonly asteriskUrl: string;
  /** SIP URI of the trunk to dial out by, `sip:[user@]host[:port]`; its password is Asterisk's affair. */
  readonly trunkAddress: string | null;
  /** The internal WebSocket of `calls`: `unix:/path` or `tcp://token@host:port`. */
  readonly innerUrl: string;
};

export type WebConfig = SharedConfig &
  Pick<Settings, 'tls' | 'metricsToken' | 'turn' | 'crm'> &
  Pick<CallsConfig, 'serverKey' | 'innerUrl'> & {
    /** `http://host:port` of Asterisk's HTTP server, without a password: only SIP over WebSocket is asked of it. */
    readonly asteriskAddress: string;
    readonly redisUrl: string;
  };

export type WorkerConfig = SharedConfig &
  Pick<Settings, 'demoPassword'> &
  Pick<CallsConfig, 'asteriskUrl'> &
  Pick<WebConfig, 'redisUrl'> & {
    /** Unix socket on which the worker answers that it lives; null when nobody asks. */
    readonly workerSocket: string | null;
  };

/** What the process that prepares the database runs with, and nothing longer than that. */
export type MigrateConfig = Pick<Settings, 'logLevel'> & {
  readonly databaseUrl: string;
  /** As the owner of the schema; the application's own where the operator has given no other one. */
  readonly ownerUrl: string;
  /** As the superuser of our own cluster; null for a database that is somebody else's. */
  readonly adminUrl: string | null;
};

export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
/** No blank, quote or semicolon may pass: the address is written into Asterisk's configuration. */
const TRUNK_URI = /^sip:([A-Za-z0-9._+*-]+(:[A-Za-z0-9._~!$&*+=-]+)?@)?[A-Za-z0-9.-]+(:\d{1,5})?$/;
const TRUNK_ADDRESS = /^sip:([^:@\s]+@)?[A-Za-z0-9.-]+(:\d{1,5})?$/;
/** Words that cannot break out of a line of Asterisk's configuration. `*`, any realm, is none. */
const TRUNK_REALM = /^[A-Za-z0-9._@:/+-]+( [A-Za-z0-9._@:/+-]+)*$/;

/**
 * Reads what a person may set. Throws one `EnvironmentError` that names every fault.
 * The launcher uses this before the parts exist; each of our processes reads its own, which has less.
 */
export function readSettings(env: Environment): Settings {
  return reading(env, settingsOf);
}

/** Reads what `calls` needs. Throws one `EnvironmentError` that names every fault; so do the others. */
export function readCallsConfig(env: Environment): CallsConfig {
  return reading(env, reader => {
    const shared = sharedConfigOf(reader);
    return {
      ...shared,
      serverKey: serverKeyOf(reader),
      asteriskUrl: ariUrlOf(reader),
      trunkAddress: reader.optional('CAUCE_TRUNK_ADDRESS', TRUNK_ADDRESS, 'sip:user@sip.example.org:5060'),
      innerUrl: innerUrlOf(reader, shared.dataDir),
    };
  });
}

export function readWebConfig(env: Environment): WebConfig {
  return reading(env, reader => {
    const shared = sharedConfigOf(reader);
    return {
      ...shared,
      tls: tlsOf(reader, shared.bind),
      metricsToken: metricsTokenOf(reader),
      turn: turnOf(reader),
      crm: crmOf(reader),
      serverKey: serverKeyOf(reader),
      asteriskAddress: reader.required(
        'CAUCE_ASTERISK_ADDRESS',
        /^http:\/\/[^:@/\s]+:\d+\/?$/,
        'http://127.0.0.1:8088',
      ),
      redisUrl: redisUrlOf(reader),
      innerUrl: innerUrlOf(reader, shared.dataDir),
    };
  });
}

export function readWorkerConfig(env: Environment): WorkerConfig {
  return reading(env, reader => ({
    ...sharedConfigOf(reader),
    demoPassword: reader.text('CAUCE_DEMO_PASSWORD'),
    asteriskUrl: ariUrlOf(reader),
    redisUrl: redisUrlOf(reader),
    workerSocket: workerSocketOf(reader),
  }));
}

export function readMigrateConfig(env: Environment): MigrateConfig {
  return reading(env, reader => {
    const databaseUrl = databaseUrlOf(reader);
    return {
      logLevel: logLevelOf(reader),
      databaseUrl,
      ownerUrl: reader.optional('CAUCE_DATABASE_OWNER_URL', DATABASE_URL, DATABASE_EXAMPLE) ?? databaseUrl,
      adminUrl: reader.optional('CAUCE_DATABASE_ADMIN_URL', DATABASE_URL, DATABASE_EXAMPLE),
    };
  });
}

function reading<Read>(env: Environment, read: (reader: EnvironmentReader) => Read): Readonly<Read> {
  const reader = new EnvironmentReader(env);
  const found = Object.freeze(read(reader));
  reader.end();
  return found;
}

const DATABASE_URL = /^postgres(ql)?:\/\/\S+$/;
const DATABASE_EXAMPLE = 'postgresql://cauce:password@127.0.0.1:5432/cauce';

function databaseUrlOf(reader: EnvironmentReader): string {
  return reader.required('CAUCE_DATABASE_URL', DATABASE_URL, DATABASE_EXAMPLE);
}

function ariUrlOf(reader: EnvironmentReader): string {
  return reader.required(
    'CAUCE_ASTERISK_URL',
    /^http:\/\/[^:@/\s]+:[^@/\s]+@[^:/\s]+:\d+\/?$/,
    'http://user:password@127.0.0.1:8088',
  );
}

function redisUrlOf(reader: EnvironmentReader): string {
  return reader.required('CAUCE_REDIS_URL', /^rediss?:\/\/\S+$/, 'redis://:password@127.0.0.1:6379');
}

function metricsTokenOf(reader: EnvironmentReader): string | null {
  return reader.optional('CAUCE_METRICS_TOKEN', /^[A-Za-z0-9._~+/-]{16,}=*$/, '32 random characters');
}

function logLevelOf(reader: EnvironmentReader): LogLevel {
  return reader.oneOf('CAUCE_LOG_LEVEL', 'info', LOG_LEVELS);
}

function settingsOf(reader: EnvironmentReader): Settings {
  const shared = sharedOf(reader);
  return {
    ...shared,
    tls: tlsOf(reader, shared.bind),
    trunk: reader.optional('CAUCE_TRUNK', TRUNK_URI, 'sip:user:password@sip.example.org:5060'),
    trunkRealm: reader.optional('CAUCE_TRUNK_REALM', TRUNK_REALM, 'sip.example.org'),
    metricsToken: metricsTokenOf(reader),
    turn: turnOf(reader),
    crm: crmOf(reader),
    demoPassword: reader.text('CAUCE_DEMO_PASSWORD'),
  };
}

function sharedConfigOf(reader: EnvironmentReader): SharedConfig {
  return { ...sharedOf(reader), databaseUrl: databaseUrlOf(reader) };
}

function sharedOf(reader: EnvironmentReader): Omit<Settings, Guarded> {
  const appDir = reader.path('CAUCE_APP_DIR', '.');
  const dataDir = reader.path('CAUCE_DATA_DIR', join(appDir, 'data'));
  const bind = bindOf(reader);
  const place = publicPlaceOf(reader);
  const mediaAddress = mediaAddressOf(reader, bind, place?.host ?? null);
  const country = countryOf(reader);
  const demo = reader.flag('CAUCE_DEMO', true);
  return {
    nodeName: reader.matching('CAUCE_NODE_NAME', 'cauce1', /^[a-z][a-z0-9]{0,15}$/, 'cauce1'),
    dataDir,
    appDir,
    bind,
    httpPort: reader.port('CAUCE_HTTP_PORT', 8080),
    publicHost: place?.host ?? ownHostOf(bind, mediaAddress),
    publicPort: place?.port ?? null,
    sipPort: reader.port('CAUCE_SIP_PORT', 5060),
    rtpPorts: rtpPortsOf(reader),
    mediaAddress,
    trustedProxies: trustedProxiesOf(reader),
    country,
    timezone: timezoneOf(reader, country),
    demo,
    webCalls: reader.flag('CAUCE_WEB_CALLS', demo),
    flowsDir: reader.path('CAUCE_FLOWS_DIR', join(appDir, 'ivr-flows')),
    promptsDir: reader.path('CAUCE_PROMPTS_DIR', join(appDir, 'ivr-flows', 'prompts', 'es')),
    softphoneDir: reader.path('CAUCE_SOFTPHONE_DIR', join(appDir, '.runtime', 'build', 'softphone')),
    journalDir: reader.path('CAUCE_JOURNAL_DIR', join(dataDir, 'journal')),
    recordingsDir: reader.path('CAUCE_RECORDINGS_DIR', join(dataDir, 'recordings')),
    logLevel: logLevelOf(reader),
    testClock: testClockOf(reader),
  };
}
