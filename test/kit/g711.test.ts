import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aLaw, type Law, muLaw } from '../../src/kit/g711.ts';

const toCode = (law: Law, sample: number) => law.encode(Int16Array.of(sample))[0] ?? -1;
const toSample = (law: Law, code: number) => law.decode(Uint8Array.of(code))[0] ?? Number.NaN;
/** What is heard of a sample. */
const heard = (law: Law, sample: number) => toSample(law, toCode(law, sample));

const LAWS = [
  { name: 'A-law', law: aLaw, smallest: 16, loudest: 32_767 },
  { name: 'µ-law', law: muLaw, smallest: 8, loudest: 32_635 },
];

describe.each(LAWS)('$name', ({ law, smallest, loudest }) => {
  test('comes back from linear as the byte it was, except that minus zero is zero', () => {
    for (let code = 0; code < 256; code += 1)
      expect(toCode(law, toSample(law, code))).toBe(law === muLaw && code === 0x7f ? 0xff : code);
  });

  test('stays within half of each step', () => {
    fc.assert(
      fc.property(fc.integer({ min: -loudest, max: loudest }), sample => {
        // A segment has sixteen steps and begins at sixteen or more of them.
        const step = Math.max(smallest, (Math.abs(sample) + 0x84) / 16);
        expect(Math.abs(heard(law, sample) - sample)).toBeLessThanOrEqual(step / 2);
      }),
    );
  });

  test('is louder where the sound is louder', () => {
    const all = Int16Array.from({ length: 65_536 }, (_none, index) => index - 32_768);
    const back = law.decode(law.encode(all));
    expect(back.every((sample, at) => at === 0 || sample >= (back[at - 1] ?? 0))).toBe(true);
  });
});

describe('the tables of G.711', () => {
  test('A-law: silence, the loudest, and the end of the first two segments (1a, 1b)', () => {
    expect([0, -1, 32_767, -32_768].map(sample => toCode(aLaw, sample))).toEqual([0xd5, 0x55, 0xaa, 0x2a]);
    expect([0xd5, 0x55, 0xaa, 0x2a].map(code => toSample(aLaw, code))).toEqual([8, -8, 32_256, -32_256]);
    expect([511, 512].map(sample => heard(aLaw, sample))).toEqual([504, 528]);
  });

  test('µ-law: silence, the loudest, and the end of the first segment (2a, 2b)', () => {
    expect([0, -1, 32_767, -32_768].map(sample => toCode(muLaw, sample))).toEqual([0xff, 0x7f, 0x80, 0x00]);
    expect([0xff, 0x80, 0x00].map(code => toSample(muLaw, code))).toEqual([0, 32_124, -32_124]);
    expect([123, 124].map(sample => heard(muLaw, sample))).toEqual([120, 132]);
  });
});
