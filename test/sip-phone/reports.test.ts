import { describe, expect, test } from 'vitest';
import { Reception } from '../../src/sip-phone/reception.ts';
import { formatReport, parseSenderReport } from '../../src/sip-phone/rtcp.ts';

/** Packets that come as they were sent, but those that are lost. */
function hears(reception: Reception, from: number, came: readonly boolean[]): void {
  for (const [n, isHere] of came.entries())
    if (isHere) reception.take({ source: 7, sequence: (from + n) & 0xffff, timestamp: n * 160 }, n * 20);
}

describe('what a telephone says of the voice that it gets', () => {
  test('is nothing of nothing', () => {
    expect(new Reception().block()).toBeUndefined();
  });

  test('is what is lost since it said so before, and in all, over the turn of the numbers', () => {
    const reception = new Reception();
    hears(reception, 0xfffe, [true, true, false, true, true, false, true, true]);
    expect(reception.block()).toEqual({ source: 7, fraction: 64, lost: 2, highest: 0x10005, jitter: 0 });
    hears(reception, 6, [true, true, true]);
    expect(reception.block()).toMatchObject({ fraction: 0, lost: 2, highest: 0x10008 });
  });

  test('counts what is overtaken as lost until it comes', () => {
    const reception = new Reception();
    const take = (sequence: number, at: number) =>
      reception.take({ source: 7, sequence, timestamp: sequence * 160 }, at);
    for (const sequence of [0, 1, 3]) take(sequence, sequence * 20);
    expect(reception.block()).toMatchObject({ lost: 1, fraction: 64 });
    take(2, 70);
    expect(reception.block()).toMatchObject({ lost: 0, fraction: 0, highest: 3 });
  });

  test('is read as a report by the other side', () => {
    const heard = { source: 7, fraction: 64, lost: -2, highest: 0x10005, jitter: 12 };
    const report = formatReport({
      source: 9,
      now: Date.UTC(2026, 10, 30),
      timestamp: 320,
      packets: 2,
      bytes: 320,
      heard,
      last: { sentAt: 0x12345678, ago: 1_000 },
    });
    expect(report.length % 4).toBe(0);
    expect(report.readIntBE(33, 3)).toBe(-2);
    expect(report.readUInt32BE(48)).toBe(65_536);
    const seconds = Date.UTC(2026, 10, 30) / 1_000 + 2_208_988_800;
    expect(parseSenderReport(report)).toEqual({ source: 9, sentAt: ((seconds & 0xffff) << 16) >>> 0 });
  });

  test.each([
    Buffer.alloc(0),
    Buffer.alloc(7),
    Buffer.alloc(40),
    Buffer.from([0x80, 200, 0xff, 0xff, 0, 0, 0, 1]),
  ])('and what is no report is none', bytes => {
    expect(parseSenderReport(bytes)).toBeUndefined();
  });
});
