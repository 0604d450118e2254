/**
 * Where the volumes of `docker-compose.yml` lie. Each path is the same in every container that mounts the volume,
 * so that what `init` renders is true where it is read.
 */
/** Everything that `init` has made up; no other container mounts it. */
export const SECRETS = '/etc/cauce/secrets';
/** What each of our own processes is handed, and nobody else. */
export const HANDED = {
  calls: '/etc/cauce/calls',
  web: '/etc/cauce/web',
  worker: '/etc/cauce/worker',
  migrate: '/etc/cauce/migrate',
} as const;
/** The file in there that Node reads its environment from. */
export const ENVIRONMENT_FILE = 'role.env';
export const POSTGRES_SECRET = '/etc/cauce/postgres';
export const VALKEY_CONFIG = '/etc/cauce/valkey';
export const VALKEY_DATA = '/data';
export const ASTERISK = '/var/lib/cauce/asterisk';
/** Sockets: Valkey and PostgreSQL listen nowhere else. */
export const VALKEY_SOCKETS = '/run/valkey';
export const POSTGRES_SOCKETS = '/run/postgresql';
export const INNER_SOCKETS = '/run/cauce';

/** The user ids of the containers, as in `docker-compose.yml`. PostgreSQL's is the one of its official image. */
export const USERS = { roles: 10001, asterisk: 10002, valkey: 10003, postgres: 999 } as const;
