import { join } from 'node:path';
import type { EnvironmentReader } from '../kit/environment.ts';

/** Bytes of the key that agents' SIP passwords and signed links are derived from. */
export const SERVER_KEY_BYTES = 32;
/** Longest path a unix socket can have on Linux (`sun_path` less its final zero). */
export const SOCKET_PATH_MAX = 107;

/** The key from its file; empty when there is a fault. */
export function serverKeyOf(reader: EnvironmentReader): Buffer {
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

/** Where the worker answers that it lives, for anyone who watches over it; null when nobody does. */
export function workerSocketOf(reader: EnvironmentReader): string | null {
  const path = reader.text('CAUCE_WORKER_SOCKET');
  if (path !== null) requireShort(reader, 'CAUCE_WORKER_SOCKET', path);
  return path;
}

/** The address of the internal WebSocket of `calls`, `unix:/path` or `tcp://token@host:port`. */
export function innerUrlOf(reader: EnvironmentReader, dataDir: string): string {
  const url = reader.text('CAUCE_INNER_URL') ?? `unix:${join(dataDir, 'run', 'calls.sock')}`;
  if (url.startsWith('unix:/')) {
    requireShort(reader, 'CAUCE_INNER_URL', url.slice('unix:'.length));
  } else if (!/^tcp:\/\/[^@/\s]+@[^:/\s]+:\d+$/.test(url)) {
    reader.fault(
      'CAUCE_INNER_URL',
      'debe ser «unix:/ruta» o «tcp://token@host:puerto»',
      'must be "unix:/path" or "tcp://token@host:port"',
    );
  }
  return url;
}

function requireShort(reader: EnvironmentReader, variable: string, path: string): void {
  if (Buffer.byteLength(path) <= SOCKET_PATH_MAX) return;
  reader.fault(
    variable,
    `la ruta del socket es más larga que ${SOCKET_PATH_MAX} bytes`,
    `the socket's path is longer than ${SOCKET_PATH_MAX} bytes`,
  );
}
