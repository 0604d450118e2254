import { openSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type Log, makeLog } from '../../src/kit/log.ts';

interface Stream {
  write(line: string): void;
  once(event: 'error', run: (error: unknown) => void): void;
  listenerCount(event: 'error'): number;
  destroy(): void;
}

const streamKey = (log: Log) =>
  Object.getOwnPropertySymbols(log).find(each => String(each) === 'Symbol(pino.stream)') ?? '';

const streamOf = (log: Log) => (log as unknown as Record<symbol | string, Stream>)[streamKey(log)];

describe('a log line', () => {
  let full: Stream | undefined;
  afterEach(() => full?.destroy());

  it('hides what must not be written, at the top and inside', () => {
    const lines: string[] = [];
    const log = makeLog('calls');
    Object.assign(log, { [streamKey(log)]: { write: (line: string) => lines.push(line) } });

    log.info(
      { password: 'secret-1', line: { sipPassword: 'secret-2', peer: { token: 'secret-3' } } },
      'line made',
    );

    expect(lines.join('')).toContain('[hidden]');
    expect(lines.join('')).not.toMatch(/secret-/);
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ role: 'calls', msg: 'line made' });
  });

  it('that finds no room on the disk ends nobody, and the next one is tried as well', async () => {
    const log = makeLog('calls', 'info', openSync('/dev/full', 'w'));
    full = streamOf(log);
    for (let each = 0; each < 3; each += 1) {
      const failed = new Promise(resolve => full?.once('error', resolve));
      log.info('a line that finds no room');
      expect(await failed).toMatchObject({ code: 'ENOSPC' });
      // An error that nobody listens to would end the process.
      expect(full?.listenerCount('error')).toBeGreaterThan(0);
    }
  });
});
