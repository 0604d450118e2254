import { expect, test } from 'vitest';
import type { AriAnswer, AriRequest } from '../../../src/adapters/asterisk/request.ts';
import { asked } from '../../../src/adapters/asterisk/snapshot.ts';
import { isPassing } from '../../../src/adapters/jobs/workers.ts';
import { makeLog } from '../../../src/kit/log.ts';
import { LogLines } from '../../../src/kit/log-lines.ts';

const READ: AriRequest = { method: 'GET', path: ['applications', 'cauce'] };

const answering = (answer: AriAnswer) => ({ send: async () => answer });

test.each<[AriAnswer, string]>([
  [
    { kind: 'answer', status: 404, body: null },
    'Asterisk answered 404 (there is no such thing, or its module is not loaded yet): GET applications/cauce',
  ],
  [
    { kind: 'answer', status: 503, body: null },
    'Asterisk answered 503 (it still starts): GET applications/cauce',
  ],
  [{ kind: 'answer', status: 500, body: null }, 'Asterisk answered 500: GET applications/cauce'],
  [{ kind: 'timed-out' }, 'Asterisk did not answer in 5 s: GET applications/cauce'],
  [{ kind: 'lost' }, 'the connection to Asterisk went away before the answer: GET applications/cauce'],
])('what Asterisk did not do is named as what it is: %j', async (answer, message) => {
  await expect(asked(answering(answer), READ)).rejects.toMatchObject({ name: 'AsteriskFault', message });
});

test('a recording that Asterisk does not give now is fetched later: its job is not counted as failed', async () => {
  const fault = await asked(answering({ kind: 'lost' }), READ).catch((error: unknown) => error);
  expect(isPassing(fault)).toBe(true);
});

test('a good answer is its body', async () => {
  expect(await asked(answering({ kind: 'answer', status: 200, body: [1] }), READ)).toEqual([1]);
});

test('its log line says what was asked and answered, is no `internal`, and holds no password', async () => {
  const lines: string[] = [];
  class Kept extends LogLines {
    override write(line: string): void {
      lines.push(line);
    }
  }
  const log = makeLog('calls', 'info', new Kept(1));
  const request: AriRequest = {
    method: 'PUT',
    path: ['auth', 'p1'],
    body: { fields: [{ value: 'a-secret' }] },
  };
  const fault = await asked(answering({ kind: 'answer', status: 404, body: null }), request).catch(
    (error: unknown) => error,
  );
  log.error({ err: fault }, 'calls could not be compared with the telephone system');
  const [line = '{}'] = lines;
  expect(JSON.parse(line)).toMatchObject({
    err: { type: 'AsteriskFault', asked: 'PUT auth/p1', answered: 404 },
  });
  expect(JSON.parse(line).err.code).toBe('asterisk-fault');
  expect(line).not.toContain('a-secret');
});
