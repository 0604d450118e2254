/** How the bytes of a file are to be read; null: it is no text at all. */
export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** No text begins so: PDF, ZIP (XLSX, ODS), the older Office files, RTF and gzip. */
const OTHER_FILES = ['25504446', '504b0304', 'd0cf11e0', '7b5c727466', '1f8b'];

/**
 * Looks at a file while it comes in: its length, and how it must be read. Spreadsheets write UTF-8, UTF-16 with its mark, or, in
 * the western languages and without a word about it, Windows-1252: what is no UTF-8 up to its last byte is that.
 */
export class FileLook {
  bytes = 0;
  private head = Buffer.alloc(0);
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true });
  private isUtf8 = true;
  private hasZero = false;

  take(chunk: Uint8Array): void {
    this.bytes += chunk.byteLength;
    if (this.head.length < 5) this.head = Buffer.concat([this.head, chunk.subarray(0, 5)]);
    this.hasZero ||= chunk.includes(0);
    if (!this.isUtf8) return;
    try {
      this.utf8.decode(chunk, { stream: true });
    } catch {
      this.isUtf8 = false;
    }
  }

  /** To be asked when all of it is there. */
  encoding(): FileEncoding | null {
    const head = this.head.subarray(0, 5).toString('hex');
    if (head.startsWith('fffe')) return 'utf-16le';
    if (head.startsWith('feff')) return 'utf-16be';
    if (this.hasZero || OTHER_FILES.some(known => head.startsWith(known))) return null;
    if (!this.isUtf8) return 'windows-1252';
    try {
      this.utf8.decode();
      return 'utf-8';
    } catch {
      return 'windows-1252';
    }
  }
}

/** The text of a file, piece by piece, without its mark. */
export async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: FileEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
