import { chownSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';

/** How far the exchange goes ahead of what else runs on the machine, in steps of niceness (src/launcher/priority.ts). */
export const AHEAD = 10;
/** What measures the exchange goes before it, or it would measure itself. */
const MEASURING = -15;
/** Names the socket to what root starts as the service user. */
export const SOCKET_VARIABLE = 'CAUCE_PRIORITY_SOCKET';
const MOST_BYTES = 40;

/**
 * Lets the service user's programs go ahead of others on the machine, which only root can. Anyone who can open the socket
 * writes `<pid> <niceness>\n` and reads `ok\n`, or `no\n`: for a process of that user, from −AHEAD to 0, and nothing else.
 * @param {{ uid: number, gid: number }} user
 * @returns {Promise<{ path: string, close(): void }>}
 */
export async function servePriorities({ uid, gid }) {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-priority-'));
  const path = join(folder, 'socket');
  const server = createServer(socket => {
    let asked = '';
    socket.setEncoding('utf8').on('data', text => {
      asked += text;
      const match = /^(\d{1,10}) (-?\d{1,2})\n/.exec(asked);
      if (match) socket.end(mayGo(uid, Number(match[1]), Number(match[2])) ? 'ok\n' : 'no\n');
      else if (asked.length > MOST_BYTES) socket.destroy();
    });
    socket.on('error', () => {});
  });
  // What waits for this must not wait for ever.
  server.unref();
  await new Promise((listening, failed) => server.once('error', failed).listen(path, () => listening(null)));
  for (const owned of [path, folder]) chownSync(owned, uid, gid);
  return {
    path,
    close() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * @param {number} uid
 * @param {number} pid
 * @param {number} niceness
 */
function mayGo(uid, pid, niceness) {
  try {
    if (niceness < -AHEAD || niceness > 0 || statSync(`/proc/${pid}`).uid !== uid) return false;
    setBoth(pid, niceness);
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts a process before all of ours.
 * @param {number} pid
 */
export function goFirst(pid) {
  try {
    setBoth(pid, MEASURING);
  } catch {
    // The bench says which it was.
  }
}

/**
 * @param {number} pid
 * @param {number} niceness
 */
function setBoth(pid, niceness) {
  for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), niceness);
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch {
    // A kernel without autogroup.
  }
}
