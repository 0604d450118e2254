import { describe, expect, test } from 'vitest';
import { LAUNCHER_ALONE, unknownVariables } from '../../src/launcher/unknown-variables.ts';
import { PLAIN, SECRETS } from '../../src/launcher/variables.ts';

describe('a variable that nothing reads', () => {
  test.each([
    ['CAUCE_TRUNKS', 'CAUCE_TRUNK'],
    ['CAUCE_HTP_PORT', 'CAUCE_HTTP_PORT'],
    ['CAUCE_PUBLICHOST', 'CAUCE_PUBLIC_HOST'],
    ['CAUCE_DMEO', 'CAUCE_DEMO'],
    ['cauce_demo', 'CAUCE_DEMO'],
    ['CAUCE_ASTERISK_BRANCHES', 'CAUCE_ASTERISK_BRANCH'],
  ])('%s is told, with what was meant: %s', (name, meant) => {
    expect(unknownVariables({ [name]: '1' })).toEqual([{ name, meant }]);
  });

  test('is told without a guess where no known one is near', () => {
    expect(unknownVariables({ CAUCE_EVERYTHING_ELSE: 'x' })).toEqual([
      { name: 'CAUCE_EVERYTHING_ELSE', meant: null },
    ]);
  });

  test('is none of those that are read, and none of other programs', () => {
    const known = [...Object.keys(SECRETS), ...Object.keys(PLAIN), ...LAUNCHER_ALONE];
    const env = Object.fromEntries(
      [...known, 'CAUCE_PRIORITY_SOCKET', 'PATH', 'HTTP_PORT'].map(name => [name, 'x']),
    );
    expect(unknownVariables(env)).toEqual([]);
  });
});
