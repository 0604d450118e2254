import type { PhoneLines } from '../../agents/ports.ts';
import { endpointOfLine, lineAtEndpoint } from '../asterisk/endpoints.ts';
import type { MemorySwitchboard } from './switchboard.ts';

/** The lines of a switchboard in memory. Making a line again keeps its contact, as on Asterisk. */
export function memoryPhoneLines(board: MemorySwitchboard): PhoneLines {
  return {
    async provision(line) {
      board.lines.set(line.id, line);
    },
    async remove(id) {
      board.lines.delete(id);
      board.contacts.delete(id);
    },
    async list() {
      return [...board.lines.keys()].map(id => ({ id, reachable: board.contacts.has(id) }));
    },
    endpointOf: endpointOfLine,
    lineAt: lineAtEndpoint,
  };
}
