import { expect, it } from 'vitest';
import { makeLog } from '../../src/kit/log.ts';

it('a log line hides what must not be written, at the top and inside', () => {
  const lines: string[] = [];
  const log = makeLog('calls');
  const stream = Object.getOwnPropertySymbols(log).find(each => String(each) === 'Symbol(pino.stream)');
  Object.assign(log, { [stream ?? '']: { write: (line: string) => lines.push(line) } });

  log.info(
    { password: 'secret-1', line: { sipPassword: 'secret-2', peer: { token: 'secret-3' } } },
    'line made',
  );

  expect(lines.join('')).toContain('[hidden]');
  expect(lines.join('')).not.toMatch(/secret-/);
  expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ role: 'calls', msg: 'line made' });
});
