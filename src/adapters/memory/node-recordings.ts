import type { NodeRecordings } from '../../calls/ports/node-recordings.ts';
import { CauceError } from '../../kit/errors.ts';
import type { MemorySwitchboard } from './switchboard.ts';

/** The finished recordings of a switchboard in memory. */
export function memoryNodeRecordings(board: MemorySwitchboard): NodeRecordings {
  return {
    async list(prefix) {
      return [...board.stored.keys()].filter(name => name.startsWith(prefix));
    },
    async fetch(name) {
      const file = board.stored.get(name);
      if (!file) throw new CauceError('unknown-resource', { name });
      return file;
    },
    async erase(name) {
      return board.stored.delete(name) ? 'done' : 'gone';
    },
  };
}
