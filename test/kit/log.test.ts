import { expect, it, vi } from 'vitest';
import { type Log, makeLog } from '../../src/kit/log.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

function logged(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const log = makeLog('calls');
  const stream = Object.getOwnPropertySymbols(log).find(each => String(each) === 'Symbol(pino.stream)');
  Object.assign(log, { [stream ?? '']: { write: (line: string) => lines.push(line) } });
  return { log, lines };
}

it('a log line hides what must not be written, at the top and inside', () => {
  const { log, lines } = logged();
  const line = { sipPassword: 'secret-2', peer: { token: 'secret-3' } };
  const headers = [{ cookie: 'secret-4' }, { deep: { deeper: { authorization: 'secret-5' } } }];
  const fields = { password: 'secret-1', line, headers };
  log.info(fields, 'line made');

  expect(lines.join('')).toContain('[hidden]');
  expect(lines.join('')).not.toMatch(/secret-/);
  expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ role: 'calls', msg: 'line made' });
  // What was logged is somebody's own.
  expect(fields).toMatchObject({ password: 'secret-1', line: { sipPassword: 'secret-2' } });
});

it('and in the fields of a child and of an error', () => {
  const { log, lines } = logged();
  const child = log.child({ session: 's1', token: 'secret-1' });
  child.warn({ err: Object.assign(new Error('refused'), { config: { password: 'secret-2' } }) }, 'not sent');
  expect(lines.join('')).not.toMatch(/secret-/);
  expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
    session: 's1',
    token: '[hidden]',
    err: { type: 'Error', message: 'refused', config: { password: '[hidden]' } },
  });
});

it('what is nested without an end, and what writes itself, is written too', () => {
  const { log, lines } = logged();
  const ring: Record<string, unknown> = { call: 'c1' };
  ring.self = ring;
  log.info({ ring, at: new Date(0), numbers: [1, null] }, 'odd');
  expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
    ring: { call: 'c1' },
    at: '1970-01-01T00:00:00.000Z',
    numbers: [1, null],
  });
});

it('whatever is written into a line, it is one line of JSON that says the same (SEC-27)', () => {
  const { log, lines } = logged();
  for (const text of HOSTILE_TEXTS) {
    log.info({ who: text }, text);
    const line = lines.pop() ?? '';
    expect(line.trimEnd()).not.toMatch(/\p{Cc}/u);
    expect(JSON.parse(line)).toMatchObject({ level: 30, who: text, msg: text });
    expect(lines).toEqual([]);
  }
});

it('the time of a line is ISO 8601 to the millisecond', () => {
  const { log, lines } = logged();
  vi.useFakeTimers();
  for (const at of [0, 7, 999, 1_000, 1_795_855_499_813, 5]) {
    vi.setSystemTime(at);
    log.info('now');
  }
  vi.useRealTimers();
  expect(lines.map(line => JSON.parse(line).time)).toEqual(
    [0, 7, 999, 1_000, 1_795_855_499_813, 5].map(at => new Date(at).toISOString()),
  );
});
