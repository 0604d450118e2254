import { describe, expect, test } from 'vitest';
import { readCommand, readDigits, UsageError } from '../../src/sip-phone/command-line.ts';
import { sameLine } from '../../src/sip-phone/listen.ts';
import { remedyFor } from '../../src/sip-phone/outcome-words.ts';
import { readServerAddresses } from '../../src/sip-phone/server-addresses.ts';

describe('npm run call', () => {
  test('keys without waits get two seconds before the first and one between', () => {
    expect(readDigits('1,23')).toEqual([{ waitMs: 2000 }, { keys: '1' }, { waitMs: 1000 }, { keys: '23' }]);
  });

  test('a written wait replaces the usual one', () => {
    expect(readDigits('w0.5,1,w2,3#')).toEqual([
      { waitMs: 500 },
      { keys: '1' },
      { waitMs: 2000 },
      { keys: '3#' },
    ]);
  });

  test('letters are no keys', () => {
    expect(() => readDigits('1,x')).toThrow(UsageError);
  });

  test('a number alone is dialled from the demo customer', () => {
    expect(readCommand(['*626', '--digits', '1'])).toMatchObject({
      kind: 'place',
      to: '*626',
      from: '04145550101',
    });
  });

  test('--listen makes a customer’s telephone for several numbers', () => {
    const command = readCommand(['--listen', '04141234567, 04167654321']);
    expect(command).toMatchObject({ kind: 'listen', numbers: ['04141234567', '04167654321'] });
    expect(() => readCommand(['--listen', 'Ana'])).toThrow(UsageError);
  });

  test('--listen with something to dial is refused', () => {
    expect(() => readCommand(['*626', '--listen', '0414'])).toThrow(UsageError);
  });

  test('nothing typed asks for help', () => {
    expect(readCommand([])).toEqual({ kind: 'help' });
  });

  test('one line written in three ways is one line', () => {
    expect(sameLine('+584141234567', '04141234567')).toBe(true);
    expect(sameLine('04141234567', '04141234568')).toBe(false);
  });

  test('the environment tells the ports before anything else', () => {
    const environment = { CAUCE_SIP_PORT: '25060', CAUCE_DATA_DIR: '/nonexistent' };
    expect(readServerAddresses(environment)).toEqual({
      sipPort: 25060,
      demoLinePort: 5070,
      takesLocalCalls: true,
    });
  });
});

test('who is refused by an empty centre on its own machine is told the way in', () => {
  const refused = (status: number) => ({ by: 'them', how: 'refused', status }) as const;
  expect(remedyFor(refused(401), false)).toMatch(/CAUCE_WEB_CALLS=1/);
  expect(remedyFor(refused(401), true)).toBeNull();
  expect(remedyFor(refused(404), false)).toBeNull();
});
