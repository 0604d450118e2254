import { Redis } from 'ioredis';
import type { Log } from '../../kit/log.ts';

/** The connection by another name, so that nobody else names the package. */
export type RedisConnection = Redis;

const RETRY_LONGEST_MS = 1_000;

/**
 * A connection that comes back by itself for ever and never throws out of the blue.
 * `blocking`: commands wait until Redis is back (BullMQ's workers need that); otherwise they fail at once while
 * it is away, so that nobody hangs on it.
 */
export function connectRedis(url: string, log: Log, kind: 'blocking' | 'failing'): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    enableOfflineQueue: kind === 'blocking',
    retryStrategy: tries => Math.min(RETRY_LONGEST_MS, 50 * tries),
    connectTimeout: 3_000,
    ...(kind === 'failing' ? { commandTimeout: 5_000 } : {}),
  });
  let away = false;
  redis.on('error', error => {
    if (!away) log.warn({ err: error }, 'redis is away');
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info('redis is back');
    away = false;
  });
  return redis;
}
