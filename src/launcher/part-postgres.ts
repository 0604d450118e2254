import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { makeFolder, writeOwned } from './folders.ts';
import { identify } from './process-identity.ts';
import type { Program } from './program.ts';
import type { ProvisionedPostgres } from './provision-postgres.ts';
import { ROUND_MS } from './pulse.ts';
import { runCommand } from './run-command.ts';
import type { Secrets } from './secrets.ts';

export type PostgresOptions = {
  readonly folder: string;
  readonly logs: string;
  /** Folder for the unix socket, short enough for one. */
  readonly sockets: string;
  readonly port: number;
  readonly passwords: DatabasePasswords;
};

/** One for each role of the cluster: its superuser, the owner of the schema, and whom our processes work as. */
export type DatabasePasswords = Readonly<Record<'admin' | 'owner' | 'application', string>>;

export const DATABASE = 'cauce';
/** The superuser has the name that everything had in the first clusters. */
export const DATABASE_ROLES = { admin: 'cauce', owner: 'cauce_owner', application: 'cauce_app' } as const;

/** The passwords of this data folder. */
export function databasePasswords(secrets: Secrets): DatabasePasswords {
  return {
    admin: secrets.password('postgres'),
    owner: secrets.password('postgres-owner'),
    application: secrets.password('postgres-app'),
  };
}

/** The addresses of the roles; `place` is what follows their name and password. */
export function databaseUrls(passwords: DatabasePasswords, place: string): DatabaseUrls {
  const url = (role: keyof DatabasePasswords) =>
    `postgresql://${DATABASE_ROLES[role]}:${passwords[role]}@${place}`;
  return { admin: url('admin'), owner: url('owner'), application: url('application') };
}

export type DatabaseUrls = Readonly<Record<keyof DatabasePasswords, string>>;

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
/** Line of `postmaster.pid` that tells the state, counted from 0. */
const STATE_LINE = 7;

/**
 * Creates the cluster and the empty database, once. It grows in a folder of another name and is renamed when it is
 * whole, so that a killed first start leaves nothing half made.
 */
export async function createCluster(
  provisioned: ProvisionedPostgres,
  options: PostgresOptions,
): Promise<void> {
  if (existsSync(join(options.folder, 'PG_VERSION'))) return;
  const growing = `${options.folder}.new`;
  rmSync(growing, { recursive: true, force: true });
  makeFolder(growing);
  const passwordFile = `${growing}.password`;
  writeOwned(passwordFile, `${options.passwords.admin}\n`);
  try {
    await runCommand(join(provisioned.programs, 'initdb'), [
      ...[
        '--pgdata',
        growing,
        '--username',
        DATABASE_ROLES.admin,
        '--pwfile',
        passwordFile,
        '--auth',
        'scram-sha-256',
      ],
      ...[
        '--encoding',
        'UTF8',
        '--locale-provider',
        'builtin',
        '--builtin-locale',
        'C.UTF-8',
        '--locale',
        'C',
      ],
      '--no-sync',
    ]);
    await runCommand(join(provisioned.programs, 'postgres'), ['--single', '-D', growing, 'postgres'], {
      input: `CREATE DATABASE ${DATABASE};\n`,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(growing, options.folder);
}

export function postgresUrls({ passwords, port }: PostgresOptions): DatabaseUrls {
  return databaseUrls(passwords, `127.0.0.1:${port}/${DATABASE}`);
}

/** PostgreSQL as a program to run, on loopback and a unix socket; `createCluster` comes first. */
export function postgresProgram(provisioned: ProvisionedPostgres, options: PostgresOptions): Program {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: options.sockets,
    unix_socket_permissions: '0700',
    password_encryption: 'scram-sha-256',
    synchronous_commit: 'on',
    shared_buffers: '64MB',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    cluster_name: 'cauce',
  };
  const pidFile = join(options.folder, 'postmaster.pid');
  return {
    name: 'postgres',
    command: join(provisioned.programs, 'postgres'),
    args: [
      '-D',
      options.folder,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    cwd: options.folder,
    madeFrom: provisioned.version,
    logFile: join(options.logs, 'postgres.log'),
    rank: 'records',
    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written.
    stopSignal: 'SIGINT',
    stopWithinMs: STOP_WITHIN_MS,
    readyWithinMs: READY_WITHIN_MS,
    beforeStart: () => {
      makeFolder(options.sockets);
      removeStaleLock(pidFile);
      removeStaleLock(join(options.sockets, `.s.PGSQL.${options.port}.lock`));
    },
    isReady: async () => stateLine(pidFile) === 'ready',
    pulse: {
      feel: () => takesConnections(options.port),
      whenLost: {
        es: 'No lo reinicio: suele ser el disco, y las llamadas siguen sin él.',
        en: 'It is not restarted: mostly it is the disk, and calls go on without it.',
      },
    },
  };
}

/** After a `kill -9` the number in the file may belong to another process by now, and PostgreSQL would refuse. */
function removeStaleLock(path: string): void {
  const pid = Number(existsSync(path) ? readFileSync(path, 'utf8').split('\n')[0] : 0);
  if (pid > 0 && !isPostgres(pid)) rmSync(path, { force: true });
}

function isPostgres(pid: number): boolean {
  if (identify(pid) === null) return false;
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
}

function stateLine(pidFile: string): string {
  if (!existsSync(pidFile)) return '';
  return readFileSync(pidFile, 'utf8').split('\n')[STATE_LINE]?.trim() ?? '';
}

/** The question before any log-in: does the server speak TLS? Length and code of the protocol's SSLRequest. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Whether the server greets a new connection with its one byte, `S` or `N`. It is not logged in to, nor logged. */
function takesConnections(port: number): Promise<boolean> {
  return new Promise(answer => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const finish = (greeted: boolean) => {
      socket.destroy();
      answer(greeted);
    };
    socket.setTimeout(ROUND_MS, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => answer(false));
    socket.on('connect', () => socket.write(SSL_REQUEST));
    socket.on('data', () => finish(true));
  });
}
