import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileShelf } from '../../src/adapters/files/file-shelf.ts';

const ignore = () => undefined;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'cauce-shelf-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function* body(...pieces: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield Buffer.from(piece);
  }
}

describe('a file that somebody sends', () => {
  test('lies there for this user alone until it was read', async () => {
    const place = folder();
    const seen: string[] = [];
    const file = await fileShelf(place).receive(body('ho', 'la'), chunk => void seen.push(String(chunk)));
    const [name = ''] = readdirSync(place);
    expect(statSync(join(place, name)).mode & 0o777).toBe(0o600);
    const read: Uint8Array[] = [];
    for await (const chunk of file.chunks()) read.push(chunk);
    expect([Buffer.concat(read).toString(), seen]).toEqual(['hola', ['ho', 'la']]);
    await file.drop();
    await file.drop();
    expect(readdirSync(place)).toEqual([]);
  });

  test('leaves nothing behind when it breaks off, is not wanted, or has no room', async () => {
    const place = folder();
    const shelf = fileShelf(place);
    await expect(shelf.receive(body('ho', new Error('torn')), ignore)).rejects.toThrow('torn');
    const refuse = () => {
      throw new Error('too much');
    };
    await expect(shelf.receive(body('hola'), refuse)).rejects.toThrow('too much');
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    await expect(shelf.receive(body('ho', full), ignore)).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(place)).toEqual([]);
  });

  test('of a process that was killed is removed by the next one', async () => {
    const place = folder();
    writeFileSync(join(place, 'left'), 'nombre,móvil\n');
    fileShelf(place);
    expect(readdirSync(place)).toEqual([]);
  });
});
