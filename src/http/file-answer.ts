import { type Bytes, byteRange } from './byte-range.ts';
import { formatHttpDate } from './http-date.ts';
import { type Conditions, preconditions, rangeApplies, type Validators } from './preconditions.ts';

/** A file as it may be asked for. */
export interface Served extends Validators {
  readonly mediaType: string;
  readonly size: number;
}

export interface FileRequest {
  readonly method: string;
  readonly headers: Conditions & { readonly range?: string | undefined };
}

/** What is sent one after the other: words of our own between stretches of the file. */
export type Piece = string | Bytes;

export interface FileAnswer {
  readonly status: 200 | 206 | 304 | 412 | 416;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where the answer has no content; that of a HEAD is not sent. */
  readonly body: readonly Piece[];
}

/**
 * The answer to a GET or HEAD of a file: conditions (RFC 9110 §13), then ranges (§14). A HEAD has the headers that its
 * GET would have had without a range, for a range is defined for GET alone. `boundary` divides several parts (§14.6).
 */
export function fileAnswer(
  { method, headers: asked }: FileRequest,
  file: Served,
  now: number,
  boundary: string,
): FileAnswer {
  // Anyone who holds a copy asks again before using it, so that each listening is seen.
  const kept = { etag: file.etag, 'cache-control': 'private, no-cache', 'accept-ranges': 'bytes' };
  const verdict = preconditions(asked, file, now);
  if (verdict === 'failed') return { status: 412, headers: kept, body: [] };
  if (verdict === 'not-modified') return { status: 304, headers: kept, body: [] };
  const headers = {
    ...kept,
    'last-modified': formatHttpDate(file.modifiedAt),
    'content-disposition': 'inline',
  };

  const ranged = method === 'GET' && rangeApplies(asked, file, now);
  const range = byteRange(ranged ? asked.range : undefined, file.size);
  switch (range.kind) {
    case 'outside':
      return { status: 416, headers: { ...headers, 'content-range': `bytes */${file.size}` }, body: [] };
    case 'whole':
      return {
        status: 200,
        headers: { ...headers, 'content-type': file.mediaType, 'content-length': String(file.size) },
        body: file.size === 0 ? [] : [{ from: 0, to: file.size - 1 }],
      };
    case 'parts': {
      const [first, ...others] = range.parts;
      const body: Piece[] = others.length === 0 ? [first] : multipart(range.parts, file, boundary);
      const described: Record<string, string> =
        others.length === 0
          ? { 'content-type': file.mediaType, 'content-range': contentRange(first, file) }
          : { 'content-type': `multipart/byteranges; boundary=${boundary}` };
      const length = String(lengthOf(body));
      return { status: 206, headers: { ...headers, ...described, 'content-length': length }, body };
    }
    default:
      return range satisfies never;
  }
}

const contentRange = ({ from, to }: Bytes, { size }: Served) => `bytes ${from}-${to}/${size}`;

function multipart(parts: readonly Bytes[], file: Served, boundary: string): Piece[] {
  const heads = parts.flatMap((part, index): Piece[] => [
    `${index === 0 ? '' : '\r\n'}--${boundary}\r\ncontent-type: ${file.mediaType}\r\n` +
      `content-range: ${contentRange(part, file)}\r\n\r\n`,
    part,
  ]);
  return [...heads, `\r\n--${boundary}--\r\n`];
}

const lengthOf = (body: readonly Piece[]): number =>
  body.reduce(
    (sum, piece) => sum + (typeof piece === 'string' ? piece.length : piece.to - piece.from + 1),
    0,
  );
