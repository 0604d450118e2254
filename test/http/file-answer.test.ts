import { describe, expect, test } from 'vitest';
import { byteRange } from '../../src/http/byte-range.ts';
import { type FileRequest, fileAnswer, type Served } from '../../src/http/file-answer.ts';
import { formatHttpDate, parseHttpDate } from '../../src/http/http-date.ts';

const NOW = Date.UTC(2026, 10, 28, 12, 0, 0);
const MODIFIED = NOW - 86_400_000;
const FILE: Served = { etag: '"ab12"', modifiedAt: MODIFIED, mediaType: 'audio/wav', size: 10 };
const [BEFORE, SAME, AFTER] = [MODIFIED - 1_000, MODIFIED, MODIFIED + 1_000].map(formatHttpDate);

const answer = (headers: FileRequest['headers'], method = 'GET') =>
  fileAnswer({ method, headers }, FILE, NOW, 'edge');

describe('a Range of ten bytes', () => {
  const whole = { kind: 'whole' };
  const outside = { kind: 'outside' };
  const parts = (...ranges: readonly [number, number][]) => ({
    kind: 'parts',
    parts: ranges.map(([from, to]) => ({ from, to })),
  });

  test.each([
    [undefined, whole],
    ['bytes=0-0', parts([0, 0])],
    ['bytes=5-', parts([5, 9])],
    ['bytes=5-99', parts([5, 9])],
    ['bytes=-3', parts([7, 9])],
    ['bytes=-99', parts([0, 9])],
    [`bytes=0-${'9'.repeat(400)}`, parts([0, 9])],
    ['bytes=-0', outside],
    ['bytes=10-', outside],
    [`bytes=${'9'.repeat(400)}-`, outside],
    ['bytes=10-20,99-', outside],
    // Not a range at all, or of something else: ignored.
    ['bytes=5-2', whole],
    ['bytes=99999999999999999999-99999999999999999998', whole],
    ['bytes=0-1,5-2', whole],
    ['bytes=0-1,x', whole],
    ['bytes=1 - 2', whole],
    ['bytes=--2', whole],
    ['bytes=1.5-2', whole],
    ['pages=1-2', whole],
    ['bytes=-', whole],
    ['bytes=', whole],
    ['bytes', whole],
    ['', whole],
    // Names of units know no capitals; lists may have blanks and empty elements.
    ['Bytes=0-1', parts([0, 1])],
    ['bytes= 0-1 ,, 4-5,', parts([0, 1], [4, 5])],
    ['bytes=8-,0-1', parts([8, 9], [0, 1])],
    ['bytes=0-1,20-', parts([0, 1])],
    // What touches or overlaps is one part.
    ['bytes=0-1,2-3', parts([0, 3])],
    ['bytes=6-7,0-1,5-8', parts([5, 8], [0, 1])],
    ['bytes=0-1,4-5,1-4', parts([0, 5])],
    [`bytes=${Array.from({ length: 17 }, () => '0-0').join()}`, whole],
  ])('%s is %j', (header, range) => {
    expect(byteRange(header, 10)).toEqual(range);
  });

  test('of an empty file is outside of it', () => {
    expect(byteRange('bytes=0-', 0)).toEqual(outside);
  });
});

describe('conditions, in the order of RFC 9110 §13.2.2', () => {
  test.each<[FileRequest['headers'], number]>([
    [{ 'if-match': '"ab12"' }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': '"x", "ab12"' }, 200],
    [{ 'if-match': '"x"' }, 412],
    [{ 'if-match': 'W/"ab12"' }, 412],
    [{ 'if-match': '"ab12"', 'if-unmodified-since': BEFORE }, 200],
    [{ 'if-unmodified-since': BEFORE }, 412],
    [{ 'if-unmodified-since': SAME }, 200],
    [{ 'if-unmodified-since': 'yesterday' }, 200],
    [{ 'if-none-match': '"ab12"' }, 304],
    [{ 'if-none-match': 'W/"ab12"' }, 304],
    [{ 'if-none-match': '"x,y", "ab12"' }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"x"' }, 200],
    [{ 'if-none-match': 'ab12' }, 200],
    [{ 'if-none-match': '"x"', 'if-modified-since': AFTER }, 200],
    [{ 'if-modified-since': BEFORE }, 200],
    [{ 'if-modified-since': SAME }, 304],
    [{ 'if-modified-since': AFTER }, 304],
    [{ 'if-modified-since': 'yesterday' }, 200],
    [{ 'if-match': '"x"', 'if-none-match': '"ab12"' }, 412],
    [{ 'if-match': '"ab12"', 'if-none-match': '"ab12"' }, 304],
    [{ 'if-unmodified-since': BEFORE, 'if-none-match': '"ab12"' }, 412],
    [{ 'if-none-match': '"ab12"', range: 'bytes=0-1' }, 304],
    [{ 'if-match': '"x"', range: 'bytes=10-' }, 412],
    [{ range: 'bytes=10-' }, 416],
    // If-Range: the part of exactly that file, else the whole of this one.
    [{ range: 'bytes=0-1', 'if-range': '"ab12"' }, 206],
    [{ range: 'bytes=0-1', 'if-range': 'W/"ab12"' }, 200],
    [{ range: 'bytes=0-1', 'if-range': '"x"' }, 200],
    [{ range: 'bytes=0-1', 'if-range': SAME }, 206],
    [{ range: 'bytes=0-1', 'if-range': AFTER }, 200],
    [{ range: 'bytes=10-', 'if-range': '"x"' }, 200],
    [{ 'if-range': '"x"' }, 200],
  ])('%j is answered %i', (headers, status) => {
    expect(answer(headers).status).toBe(status);
    // A HEAD is the same but for ranges, which are defined for GET alone.
    expect(answer(headers, 'HEAD').status).toBe(status === 206 || status === 416 ? 200 : status);
  });
});

test('each answer has the headers that a cache and a player need', () => {
  const validators = { etag: '"ab12"', 'cache-control': 'private, no-cache', 'accept-ranges': 'bytes' };
  const dated = { ...validators, 'last-modified': SAME, 'content-disposition': 'inline' };
  expect(answer({}).headers).toEqual({ ...dated, 'content-type': 'audio/wav', 'content-length': '10' });
  expect(answer({ range: 'bytes=2-3' }).headers).toEqual({
    ...dated,
    'content-type': 'audio/wav',
    'content-range': 'bytes 2-3/10',
    'content-length': '2',
  });
  expect(answer({ range: 'bytes=10-' }).headers).toEqual({ ...dated, 'content-range': 'bytes */10' });
  expect(answer({ 'if-none-match': '*' }).headers).toEqual(validators);
  expect(answer({ range: 'bytes=0-1,4-5' }).headers).toMatchObject({
    'content-type': 'multipart/byteranges; boundary=edge',
  });
});

describe('an HTTP date', () => {
  const at = Date.UTC(1994, 10, 6, 8, 49, 37);

  test.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'is read in the form %s',
    text => {
      expect(parseHttpDate(text, NOW)).toBe(at);
    },
  );

  test.each([
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 31 Feb 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 25:00:00 GMT',
    '1994-11-06T08:49:37Z',
    '784111777',
    '',
  ])('is none in %s', text => {
    expect(parseHttpDate(text, NOW)).toBeNull();
  });
});
