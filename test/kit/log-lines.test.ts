import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeLog } from '../../src/kit/log.ts';
import { LogLines } from '../../src/kit/log-lines.ts';
import { waitUntil } from './wait-until.ts';

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** Lines of errors, each of which is written at once. */
function errorLines(fd: number, most?: number): LogLines {
  const lines = new LogLines(fd, most);
  lines.lastLevel = 50;
  return lines;
}

/** A pipe that nobody reads fills like a disk, and takes lines again, and parts of lines, as it is read. */
describe('log lines that find no room', () => {
  let folder: string;
  let reader: number;
  let writer: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cauce-log-'));
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    reader = openSync(path, O_RDONLY | O_NONBLOCK);
    writer = openSync(path, O_WRONLY | O_NONBLOCK);
  });

  afterEach(() => {
    for (const fd of [reader, writer]) closeSync(fd);
    rmSync(folder, { recursive: true });
  });

  function read(): string {
    const bytes = Buffer.alloc(2 * 1024 * 1024);
    let end = 0;
    for (;;) {
      try {
        end += readSync(reader, bytes, end, bytes.length - end, null);
      } catch {
        return bytes.toString('utf8', 0, end);
      }
    }
  }

  async function readToTheEnd(lines: LogLines): Promise<string> {
    let text = '';
    await waitUntil(
      () => {
        text += read();
        return lines.backlog === 0;
      },
      { what: 'all is written', within: 15_000 },
    );
    return text + read();
  }

  const line = (number: number, length: number) => `${String(number).padEnd(length - 1, 'ñ')}\n`;
  const numbers = (text: string) => text.trimEnd().split('\n').map(Number.parseFloat);

  it('wait, and are all written in their order when there is some', async () => {
    const lines = errorLines(writer);
    for (let number = 0; number < 80; number += 1) lines.write(line(number, 1_000));
    expect(lines.backlog).toBeGreaterThan(0);
    const text = await readToTheEnd(lines);
    expect(numbers(text)).toEqual(Array.from({ length: 80 }, (_, number) => number));
    lines.write('the next\n');
    expect(read()).toBe('the next\n');
  });

  it('are lost from the oldest on when they are too many, and the newest are written', async () => {
    const most = 20_000;
    const lines = errorLines(writer, most);
    for (let number = 0; number < 300; number += 1) lines.write(line(number, 1_000));
    expect(lines.backlog).toBeLessThanOrEqual(most);
    const text = await readToTheEnd(lines);
    const written = numbers(text);
    expect(written.length).toBeLessThan(300);
    expect(written).toEqual([...written].sort((a, b) => a - b));
    expect(written.slice(-5)).toEqual([295, 296, 297, 298, 299]);
  });

  it('are tried once more when the process exits', () => {
    const before = process.listeners('exit');
    const lines = errorLines(writer);
    const [atExit] = process.listeners('exit').filter(each => !before.includes(each));
    for (let number = 0; number < 80; number += 1) lines.write(line(number, 1_000));
    const waiting = lines.backlog;
    expect(waiting).toBeGreaterThan(0);
    read();
    atExit?.(0);
    expect(lines.backlog).toBeLessThan(waiting);
  });
});

describe('log lines of information', () => {
  it('are gathered, and an error takes those before it along at once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cauce-log-'));
    const path = join(folder, 'log');
    const file = openSync(path, 'a');
    const log = makeLog('test', 'info', new LogLines(file));
    const messages = () => (readFileSync(path, 'utf8').match(/"msg":"[^"]*"/g) ?? []).join(' ');
    log.info('first');
    log.child({ call: '1' }).info('second');
    expect(messages()).toBe('');
    log.child({ call: '1' }).error('third');
    expect(messages()).toBe('"msg":"first" "msg":"second" "msg":"third"');
    closeSync(file);
    rmSync(folder, { recursive: true });
  });

  it('are written soon, without anything after them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cauce-log-'));
    const path = join(folder, 'log');
    const file = openSync(path, 'a');
    const log = makeLog('test', 'info', new LogLines(file));
    log.info('only one');
    await waitUntil(() => readFileSync(path, 'utf8').includes('only one'), { what: 'the line is written' });
    closeSync(file);
    rmSync(folder, { recursive: true });
  });
});

it('a disk without room ends nobody, neither while lines come nor at the exit', () => {
  const before = process.listeners('exit');
  const full = openSync('/dev/full', 'w');
  const lines = errorLines(full);
  const atExit = process.listeners('exit').filter(each => !before.includes(each));
  expect(atExit).toHaveLength(1);
  lines.write('a line that finds no room\n');
  expect(lines.backlog).toBeGreaterThan(0);
  for (const run of atExit) run(0);
  closeSync(full);
});
