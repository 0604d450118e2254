/** A stretch of a file's bytes; both ends are included. */
export interface Bytes {
  readonly from: number;
  readonly to: number;
}

/** What a `Range` header asks of a file (RFC 9110 §14.1.2, §14.2). */
export type ByteRange =
  | { readonly kind: 'whole' }
  /** In the order asked for, none touching another. */
  | { readonly kind: 'parts'; readonly parts: readonly [Bytes, ...Bytes[]] }
  | { readonly kind: 'outside' };

const WHOLE: ByteRange = { kind: 'whole' };
/** Anyone who asks for more parts at once gets the whole file, as §14.2 allows against a header meant to do harm. */
const PARTS_MAX = 16;

/**
 * The bytes asked for of a file of `size` bytes. Other units and what is no range at all are ignored; parts beyond the
 * end are left out; those that touch or overlap become one (§15.3.7.2).
 */
export function byteRange(header: string | undefined, size: number): ByteRange {
  const [, set] = /^\s*bytes\s*=(.*)$/i.exec(header ?? '') ?? [];
  if (set === undefined) return WHOLE;
  // Empty elements of a list are to be passed over (§5.6.1.2).
  const specs = set
    .split(',')
    .map(spec => spec.trim())
    .filter(spec => spec !== '');
  if (specs.length === 0 || specs.length > PARTS_MAX) return WHOLE;
  const asked = specs.map(spec => bytesOf(spec, size));
  if (asked.includes('invalid')) return WHOLE;
  const [first, ...others] = joined(asked.filter(one => typeof one === 'object'));
  return first === undefined ? { kind: 'outside' } : { kind: 'parts', parts: [first, ...others] };
}

function bytesOf(spec: string, size: number): Bytes | 'outside' | 'invalid' {
  const [, first = '', last = ''] = /^(\d*)-(\d*)$/.exec(spec) ?? [];
  if (first === '' && last === '') return 'invalid';
  if (first === '') {
    const suffix = Math.min(Number(last), size);
    return suffix === 0 ? 'outside' : { from: size - suffix, to: size - 1 };
  }
  const from = BigInt(first);
  if (last !== '' && BigInt(last) < from) return 'invalid';
  if (from >= size) return 'outside';
  return { from: Number(from), to: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/** Parts that touch or overlap as one, in the order in which they were first asked for. */
function joined(asked: readonly Bytes[]): Bytes[] {
  let parts: Bytes[] = [];
  for (const next of asked) {
    const touching = parts.filter(part => part.from <= next.to + 1 && next.from <= part.to + 1);
    const whole = {
      from: Math.min(next.from, ...touching.map(part => part.from)),
      to: Math.max(next.to, ...touching.map(part => part.to)),
    };
    const place = touching[0] === undefined ? parts.length : parts.indexOf(touching[0]);
    parts = parts.filter(part => !touching.includes(part)).toSpliced(place, 0, whole);
  }
  return parts;
}
