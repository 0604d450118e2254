import { describe, expect, test } from 'vitest';
import { shownNotices, standingNotices } from '../../softphone/state/notices.ts';
import { newScreen, react } from '../../softphone/state/screen.ts';
import { EMPTY_NOTICE, toNotice } from '../../softphone/state/sent-notices.ts';
import { instantAt, localTime } from '../../softphone/state/zone-time.ts';
import type { NoticeCard } from '../../src/notices/notice.ts';
import { aCentre, aSnapshot, NOON, WHO } from './pictures.ts';

const notice = (id: string, read = false): NoticeCard => ({
  ...{ id, read, text: id, importance: 'info', by: 'Sol', writtenAt: 1, until: 2 },
});
const ids = (cards: readonly NoticeCard[]) => cards.map(({ id }) => id).join();

describe('the notices on a page', () => {
  const told = react(newScreen(WHO, NOON), {
    kind: 'live-message',
    browserNow: NOON,
    message: { ...aSnapshot(aCentre()), notices: [notice('a')] },
  });

  test('are those of the snapshot, then of each change; a session that is ending has none', () => {
    expect(ids(standingNotices(told))).toBe('a');
    const message = { kind: 'notices', seq: 11, notices: [notice('b')] } as const;
    const later = react(told, { kind: 'live-message', browserNow: NOON, message });
    expect(ids(standingNotices(later))).toBe('b');
    expect(standingNotices({ ...later, ending: 'c1' })).toEqual([]);
  });

  test.each<[string, readonly NoticeCard[], boolean, boolean, string]>([
    ['one is shown whole', [notice('a')], false, false, 'a'],
    ['several are one line', [notice('a'), notice('b')], false, true, ''],
    ['and all of them when it is opened', [notice('a'), notice('b')], true, true, 'a,b'],
    [
      'one beside others that were put aside is shown whole',
      [notice('a'), notice('b', true)],
      false,
      true,
      'a',
    ],
    ['those that were put aside are a line', [notice('a', true)], false, true, ''],
    ['which shows them again', [notice('a', true)], true, true, 'a'],
  ])('%s', (_what, notices, open, line, shown) => {
    const { cards, ...rest } = shownNotices(notices, open);
    expect([rest.line, ids(cards)]).toEqual([line, shown]);
  });
});

describe('a notice that is written', () => {
  const zone = 'America/Caracas';
  const written = { ...EMPTY_NOTICE, text: ' Avería en Maracay ' };

  test('stands until the end of the day if nothing else is chosen', () => {
    expect(toNotice(written, NOON, zone)).toEqual({
      ...{ text: 'Avería en Maracay', importance: 'info', queues: [], areas: [] },
    });
    expect(toNotice({ ...written, until: 'four' }, NOON, zone)).toMatchObject({
      until: NOON + 4 * 3_600_000,
    });
    const other = { ...written, until: 'other', moment: '2026-11-30T18:30' } as const;
    expect(toNotice(other, NOON, zone)).toMatchObject({ until: Date.parse('2026-11-30T18:30:00-04:00') });
  });

  test('lacks its text, or its moment', () => {
    expect(toNotice({ ...written, text: '  ' }, NOON, zone)).toBe('text');
    expect(toNotice({ ...written, text: 'ñ'.repeat(281) }, NOON, zone)).toBe('text');
    expect(toNotice({ ...written, until: 'other' }, NOON, zone)).toBe('moment');
    const other = { ...written, until: 'other', moment: '2026-11-30T18:30' } as const;
    expect(toNotice(other, Date.parse('2026-11-30T18:30:00-04:00'), zone)).toBe('passed');
  });
});

describe('wall time in a zone', () => {
  test('is an instant, and back, also around a change of the clocks', () => {
    for (const [local, zone, instant] of [
      ['2026-11-30T09:00', 'America/Caracas', '2026-11-30T13:00:00Z'],
      ['2026-03-29T03:30', 'Europe/Madrid', '2026-03-29T01:30:00Z'],
      ['2026-10-25T04:00', 'Europe/Madrid', '2026-10-25T03:00:00Z'],
    ] as const) {
      expect(instantAt(local, zone)).toBe(Date.parse(instant));
      expect(localTime(Date.parse(instant), zone)).toBe(local);
    }
    expect(localTime(Date.parse('2026-12-31T12:00:00Z'), 'America/Caracas', 1, '09:00')).toBe(
      '2027-01-01T09:00',
    );
    for (const wrong of ['', '2026-11-30', '2026-13-30T09:00'])
      expect(instantAt(wrong, 'UTC')).toBeUndefined();
  });
});
