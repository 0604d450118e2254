import type { Environment } from '../kit/environment.ts';

/** Our own processes: three that serve, and the one that prepares the database and ends. */
export const PROCESSES = ['calls', 'web', 'worker', 'migrate'] as const;
export type ProcessName = (typeof PROCESSES)[number];

const SERVING: readonly ProcessName[] = ['calls', 'web', 'worker'];

/**
 * Every variable that is a secret, holds one or names a file of them, and the processes that cannot do without it. What is
 * not named here or below is handed to nobody. docker-compose.yml follows this table too (test/launcher/compose.test.ts).
 */
export const SECRETS: Readonly<Record<string, readonly ProcessName[]>> = {
  CAUCE_ASTERISK_URL: ['calls', 'worker'],
  CAUCE_DATABASE_URL: ['calls', 'web', 'worker', 'migrate'],
  CAUCE_DATABASE_OWNER_URL: ['migrate'],
  CAUCE_DATABASE_ADMIN_URL: ['migrate'],
  CAUCE_REDIS_URL: ['web', 'worker'],
  CAUCE_INNER_URL: ['calls', 'web'],
  CAUCE_SERVER_KEY_FILE: ['calls', 'web'],
  CAUCE_TLS_CERT: ['web'],
  CAUCE_TLS_KEY: ['web'],
  CAUCE_TURN: ['web'],
  CAUCE_TURN_SECRET: ['web'],
  CAUCE_METRICS_TOKEN: ['web'],
  CAUCE_CRM: ['web'],
  CAUCE_CRM_TOKEN: ['web'],
  CAUCE_DEMO_PASSWORD: ['worker'],
  // Rendered into the configuration of Asterisk; `calls` has the address without the password.
  CAUCE_TRUNK: [],
  CAUCE_TRUNK_REALM: [],
};

/** Every other variable that our processes read. */
export const PLAIN: Readonly<Record<string, readonly ProcessName[]>> = {
  CAUCE_LOG_LEVEL: PROCESSES,
  CAUCE_APP_DIR: SERVING,
  CAUCE_DATA_DIR: SERVING,
  CAUCE_JOURNAL_DIR: SERVING,
  CAUCE_RECORDINGS_DIR: SERVING,
  CAUCE_FLOWS_DIR: SERVING,
  CAUCE_PROMPTS_DIR: SERVING,
  CAUCE_SOFTPHONE_DIR: SERVING,
  CAUCE_NODE_NAME: SERVING,
  CAUCE_BIND: SERVING,
  CAUCE_PUBLIC_HOST: SERVING,
  CAUCE_MEDIA_ADDRESS: SERVING,
  CAUCE_HTTP_PORT: SERVING,
  CAUCE_SIP_PORT: SERVING,
  CAUCE_RTP_PORTS: SERVING,
  CAUCE_TRUSTED_PROXY: SERVING,
  CAUCE_COUNTRY: SERVING,
  CAUCE_TIMEZONE: SERVING,
  CAUCE_DEMO: SERVING,
  CAUCE_WEB_CALLS: SERVING,
  CAUCE_TEST: SERVING,
  CAUCE_TEST_CLOCK: SERVING,
  CAUCE_DEMO_LINE_PORT: ['calls'],
  CAUCE_TRUNK_ADDRESS: ['calls'],
  CAUCE_ASTERISK_ADDRESS: ['web'],
  CAUCE_WORKER_SOCKET: ['worker'],
};

/** What every program may know of the machine it runs on. */
const MACHINE = /^(LC_|NODE_)|^(PATH|HOME|LANG|TZ)$/;

/** The part of an environment that a process is handed: nothing that it does not need (SEC-30). */
export function environmentOf(name: ProcessName, env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && isHanded(entry[0], name),
    ),
  );
}

/** An environment without any of our secrets, for programs of the machine. */
export function withoutSecrets(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([variable]) => !(variable in SECRETS)));
}

function isHanded(variable: string, name: ProcessName): boolean {
  return MACHINE.test(variable) || (SECRETS[variable] ?? PLAIN[variable] ?? []).includes(name);
}
