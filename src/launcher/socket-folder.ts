import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SOCKET_PATH_MAX } from '../config/inner.ts';
import { makeFolder } from './folders.ts';

/** The longest name that any of us gives a socket in that folder. */
const LONGEST_NAME = '.s.PGSQL.65535';

/** `<folder>/run`, or a short folder of the same meaning where that path is too long for a unix socket. */
export function socketFolder(folder: string): string {
  const wanted = join(folder, 'run');
  if (Buffer.byteLength(join(wanted, LONGEST_NAME)) <= SOCKET_PATH_MAX) return makeFolder(wanted);
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return makeFolder(join(tmpdir(), `cauce-${hash}`));
}
