import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Journal, type JournalOptions, openJournal } from '../../src/kit/journal.ts';
import { randomFrom } from './random.ts';
import { waitUntil } from './wait-until.ts';

let dir: string;
let open: Journal<string>[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'journal-test-'));
});

afterEach(async () => {
  for (const journal of open) await journal.close();
  open = [];
  rmSync(dir, { recursive: true, force: true });
});

function journalAt(folder = dir, options: JournalOptions = {}): Journal<string> {
  const journal = openJournal<string>(folder, options);
  open.push(journal);
  return journal;
}

async function restarted(journal: Journal<string>, options: JournalOptions = {}): Promise<Journal<string>> {
  await journal.close();
  return journalAt(dir, options);
}

/** Reads until `count` facts have come; they come when the disk has them for good. */
async function readAll(journal: Journal<string>, count: number): Promise<{ seq: number; fact: string }[]> {
  const all: { seq: number; fact: string }[] = [];
  await waitUntil(
    async () => {
      all.push(...(await journal.read(100)));
      return all.length >= count;
    },
    { what: `${count} facts` },
  );
  return all;
}

const valuesOf = (journal: Journal<string>): Record<string, unknown> =>
  Object.fromEntries([...journal.states].map(([key, { value }]) => [key, value]));

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `fact ${from + index}`);

describe('a journal', () => {
  it('numbers facts from 1 and gives each of them once', async () => {
    const journal = journalAt();

    expect(journal.append(['a', 'b'], [])).toBe(1);
    expect(journal.append(['c'], [])).toBe(3);

    expect(await readAll(journal, 3)).toEqual([
      { seq: 1, fact: 'a' },
      { seq: 2, fact: 'b' },
      { seq: 3, fact: 'c' },
    ]);
    expect(await journal.read(10)).toEqual([]);
  });

  it('knows after a restart the latest states, and what was forgotten is not there', async () => {
    const journal = journalAt();
    journal.append(['a'], Object.entries({ ana: 1, luis: 1 }));
    journal.append([], Object.entries({ ana: 2, luis: null }));

    const again = await restarted(journal);

    expect(valuesOf(again)).toEqual({ ana: 2 });
  });

  it('goes on counting after a restart, and gives again what nobody has saved', async () => {
    const journal = journalAt();
    journal.append(['a', 'b'], []);
    await readAll(journal, 2);

    const again = await restarted(journal);
    again.append(['c'], []);

    expect(await readAll(again, 3)).toEqual([
      { seq: 1, fact: 'a' },
      { seq: 2, fact: 'b' },
      { seq: 3, fact: 'c' },
    ]);
  });

  it('does not give again what is saved elsewhere', async () => {
    const journal = journalAt();
    journal.append(['a', 'b'], []);
    const again = await restarted(journal);
    again.saved(1);

    expect(await readAll(again, 1)).toEqual([{ seq: 2, fact: 'b' }]);
    expect(again.backlog()).toBe(1);
  });

  it('counts nothing as backlog when all that is left of it are states', async () => {
    const journal = journalAt(dir, { fileBytes: 1 });
    journal.append(['a'], Object.entries({ ana: 1 }));
    await readAll(journal, 1);
    journal.saved(1);

    const again = await restarted(journal);
    again.saved(1);
    const third = await restarted(again);

    expect(third.backlog()).toBe(0);
    expect(third.nextSeq()).toBe(2);
  });

  it('leaves out a last line that was torn by the death of the machine', async () => {
    const journal = journalAt();
    journal.append(['a'], Object.entries({ ana: 1 }));
    await journal.close();
    const [name = ''] = readdirSync(dir);
    appendFileSync(join(dir, name), '{"seq":2,"facts":["b"],"sta');

    const again = journalAt();
    again.append(['c'], []);

    expect(valuesOf(again)).toEqual({ ana: 1 });
    expect((await readAll(again, 2)).map(each => each.fact)).toEqual(['a', 'c']);
  });

  it('reads lines longer than what it reads at once', async () => {
    const journal = journalAt();
    const long = 'x'.repeat(700_000);
    journal.append([long, 'b'], []);

    expect((await readAll(journal, 2)).map(each => each.fact.length)).toEqual([700_000, 1]);
  });

  it('begins a new file when one is full, and removes those whose facts are saved', async () => {
    const journal = journalAt(dir, { fileBytes: 2_000 });
    journal.append([], Object.entries({ ana: 1 }));
    // A file is full only when the disk has it, so it takes as many facts as come until then.
    let last = 0;
    const more = () => {
      for (const fact of numbered(last + 1, last + 50)) journal.append([fact], []);
      last += 50;
      return readdirSync(dir).length > 2;
    };
    await waitUntil(more, { what: 'two new files' });
    journal.saved(last - 1);
    await waitUntil(() => readdirSync(dir).length <= 2, { what: 'old files removed' });

    const again = await restarted(journal);
    again.saved(last - 1);

    expect(valuesOf(again)).toEqual({ ana: 1 });
    expect(await readAll(again, 1)).toEqual([{ seq: last, fact: `fact ${last}` }]);
  });

  it('gives thousands of facts over many files in order, each once, while more are written', async () => {
    const journal = journalAt(dir, { fileBytes: 10_000 });
    const found: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      for (let each = 0; each < 100; each += 1) journal.append([`fact ${round * 100 + each}`], []);
      found.push(...(await journal.read(37)).map(each => each.seq));
    }
    const rest = await readAll(journal, 5_000 - found.length);

    expect([...found, ...rest.map(each => each.seq)]).toEqual(
      Array.from({ length: 5_000 }, (_, at) => at + 1),
    );
  });

  it('tells when there is something to read', async () => {
    const journal = journalAt();
    const told = new Promise<void>(resolve => journal.onAppend(resolve));
    journal.append(['a'], []);
    await told;

    expect((await journal.read(10)).map(each => each.fact)).toEqual(['a']);
  });

  it('is opened twice within one millisecond without mixing its files', async () => {
    for (let each = 0; each < 5; each += 1) {
      const journal = journalAt();
      journal.append([], Object.entries({ round: each }));
      await journal.close();
    }
    const last = journalAt();

    expect(valuesOf(last)).toEqual({ round: 4 });
    expect(new Set(readdirSync(dir)).size).toBe(6);
    expect(await last.read(10)).toEqual([]);
  });

  it('keeps the newest states also where the machine clock was set back', async () => {
    const journal = journalAt();
    journal.append([], Object.entries({ ana: 'old' }));
    await journal.close();
    const [name = ''] = readdirSync(dir);
    const later = name.replace(/\d+\.jsonl$/, `${Date.now() + 3_600_000}.jsonl`);
    writeFileSync(join(dir, later), readFileSync(join(dir, name)));
    rmSync(join(dir, name));

    const again = journalAt();
    again.append([], Object.entries({ ana: 'new' }));

    expect(valuesOf(await restarted(again)).ana).toBe('new');
  });

  it('takes nothing more once it is closed', async () => {
    const journal = journalAt();
    journal.append(['a'], []);
    await journal.close();
    journal.append(['b'], []);

    expect((await readAll(journalAt(), 1)).map(each => each.fact)).toEqual(['a']);
  });
});

/** The longest file this process may write, bytes or `unlimited`: a disk that is full for this process alone. */
function limitFiles(bytes: number | 'unlimited'): void {
  execFileSync('prlimit', [`--fsize=${bytes}:unlimited`, `--pid=${process.pid}`]);
}

describe('a journal on a disk that takes no more', () => {
  afterEach(() => limitFiles('unlimited'));

  it('keeps facts in memory, says so once, and writes them when there is room again', async () => {
    const said: string[] = [];
    const journal = journalAt(dir, {
      onTrouble: error => said.push(error.code ?? ''),
      onRecovered: () => said.push('recovered'),
    });
    limitFiles(100_000);
    const facts = Array.from({ length: 400 }, (_, each) => `${each} ${'x'.repeat(1_000)}`);
    for (const fact of facts) journal.append([fact], Object.entries({ last: fact.slice(0, 4) }));
    expect(said).toEqual(['EFBIG']);
    const before = await readAll(journal, 1);
    expect(before.length).toBeLessThan(400);

    limitFiles('unlimited');
    await waitUntil(() => said.includes('recovered'), { what: 'the disk to take facts' });
    const after = await readAll(journal, 400 - before.length);

    expect([...before, ...after].map(each => each.fact)).toEqual(facts);
    expect(said).toEqual(['EFBIG', 'recovered']);
    const again = await restarted(journal);
    expect(valuesOf(again).last).toBe('399 ');
    expect((await readAll(again, 400)).map(each => each.seq)).toEqual(facts.map((_, at) => at + 1));
  });

  it('is opened all the same, goes on with what it knew, and loses nothing of what comes', async () => {
    const before = journalAt();
    before.append(['1'], Object.entries({ big: 'x'.repeat(200_000) }));
    await before.close();
    const [name = ''] = readdirSync(dir);
    appendFileSync(join(dir, name), '{"seq":2,"fac');

    limitFiles(100_000);
    const said: string[] = [];
    const journal = journalAt(dir, {
      onTrouble: error => said.push(error.code ?? ''),
      onRecovered: () => said.push('recovered'),
    });
    expect(valuesOf(journal).big).toHaveLength(200_000);
    journal.append(['2'], Object.entries({ small: 'y' }));
    expect(said).toEqual(['EFBIG']);

    limitFiles('unlimited');
    await waitUntil(() => said.includes('recovered'), { what: 'the disk to take facts' });
    expect((await readAll(journal, 2)).map(each => each.fact)).toEqual(['1', '2']);
    const again = await restarted(journal);
    expect(valuesOf(again).small).toBe('y');
    expect((await readAll(again, 2)).map(each => each.seq)).toEqual([1, 2]);
  });

  it('goes on in the old file when a new one cannot be begun', async () => {
    const journal = journalAt(dir, { fileBytes: 301_000 });
    journal.append(['1'], Object.entries({ big: 'x'.repeat(300_000) }));
    journal.append(['2'], Object.entries({ more: 'y'.repeat(2_000) }));
    limitFiles(299_000);
    const all = await readAll(journal, 2);
    expect(readdirSync(dir)).toHaveLength(1);

    limitFiles('unlimited');
    journal.append(['3'], []);
    all.push(...(await readAll(journal, 1)));

    expect(all.map(each => each.fact)).toEqual(['1', '2', '3']);
  });
});

describe('the lines of a journal', () => {
  const write = (...lines: string[]) =>
    appendFileSync(join(dir, 'journal-000000000000001-1.jsonl'), `${lines.join('\n')}\n`);

  it('say their format, and the version of each state that is not of the first', async () => {
    const journal = journalAt(dir, { versionOf: key => (key === 'ana' ? 3 : 1) });
    journal.append(['a'], Object.entries({ ana: 1, luis: 1 }));
    journal.append([], Object.entries({ ana: null }));
    journal.append([], Object.entries({ ana: 2 }));
    await journal.close();
    const [name = ''] = readdirSync(dir);
    const lines = readFileSync(join(dir, name), 'utf8').trim().split('\n');
    expect(lines.map(line => JSON.parse(line))).toEqual([
      { format: 2, seq: 1, facts: [], states: {} },
      { format: 2, seq: 1, facts: ['a'], states: { ana: 1, luis: 1 }, versions: { ana: 3 } },
      { format: 2, seq: 2, facts: [], states: { ana: null } },
      { format: 2, seq: 2, facts: [], states: { ana: 2 }, versions: { ana: 3 } },
    ]);
    const again = journalAt();
    expect(Object.fromEntries(again.states)).toEqual({
      ana: { version: 3, value: 2 },
      luis: { version: 1, value: 1 },
    });
  });

  it('keep the versions of states that nobody touches, file after file', async () => {
    const first = journalAt(dir, { versionOf: () => 2 });
    first.append([], Object.entries({ ana: 'as it was' }));
    const second = await restarted(first, { versionOf: () => 7 });
    second.append([], Object.entries({ luis: 'new' }));
    const third = await restarted(second);
    expect(Object.fromEntries(third.states)).toEqual({
      ana: { version: 2, value: 'as it was' },
      luis: { version: 7, value: 'new' },
    });
  });

  it('of the first format are read, and all their states are of version 1', async () => {
    write('{"seq":1,"facts":["a","b"],"states":{"ana":{"x":1}}}', '{"seq":3,"facts":["c"],"states":{}}');
    const journal = journalAt();
    expect(Object.fromEntries(journal.states)).toEqual({ ana: { version: 1, value: { x: 1 } } });
    expect(journal.nextSeq()).toBe(4);
    expect(await readAll(journal, 3)).toEqual([
      { seq: 1, fact: 'a' },
      { seq: 2, fact: 'b' },
      { seq: 3, fact: 'c' },
    ]);
  });

  it('may hold only what changed of a state, null among it', () => {
    write(
      '{"format":2,"seq":1,"facts":[],"states":{"ana":{"x":1,"y":{"z":1},"w":0}},"versions":{"ana":2}}',
      '{"format":2,"seq":1,"facts":[],"states":{},"changes":{"ana":{"set":{"x":null,"y":{"v":2}},"unset":["w"]}},"versions":{"ana":2}}',
    );
    expect(Object.fromEntries(journalAt().states)).toEqual({
      ana: { version: 2, value: { x: null, y: { v: 2 } } },
    });
  });

  it('hold only what changed of a state that nobody changes in place', async () => {
    const phase = { kind: 'waiting', since: 7 };
    const journal = journalAt(dir, { isImmutable: key => key === 'ana' });
    const first = { id: 1, phase, up: false, gone: 'x' };
    journal.append(['a'], Object.entries({ ana: first, luis: first }));
    const next = { id: 1, phase, up: true, note: null };
    journal.append(['b'], Object.entries({ ana: next, luis: next }));
    const [file = ''] = readdirSync(dir);
    const [, , line] = readFileSync(join(dir, file), 'utf8').split('\n');
    expect(JSON.parse(line ?? '')).toEqual({
      format: 2,
      seq: 2,
      facts: ['b'],
      states: { luis: next },
      changes: { ana: { set: { up: true, note: null }, unset: ['gone'] } },
    });
    expect(valuesOf(await restarted(journal))).toEqual({ ana: next, luis: next });
  });

  it('lead to the same states whatever changed, over files, versions and restarts', async () => {
    const random = randomFrom(20_261_128);
    const values = [undefined, null, 0, '', 'x', true, [], [1], {}, { deep: { er: 1 } }];
    const pick = <Value>(from: readonly Value[]): Value => from[Math.floor(random() * from.length)] as Value;
    const value = (): unknown =>
      random() < 0.1
        ? pick(values)
        : Object.fromEntries(['a', 'b', 'c', 'd'].map(field => [field, pick(values)]));
    let version = 1;
    const options: JournalOptions = { isImmutable: () => true, versionOf: () => version, fileBytes: 2_000 };
    let journal = journalAt(dir, options);
    const known = new Map<string, unknown>();
    for (let step = 0; step < 2_000; step += 1) {
      const key = pick(['ana', 'luis', 'eva']);
      const next = random() < 0.05 ? null : (value() ?? null);
      journal.append([], Object.entries({ [key]: next }));
      if (next === null) known.delete(key);
      else known.set(key, next);
      if (random() < 0.02) version += 1;
      if (random() > 0.02) continue;
      journal = await restarted(journal, options);
      // What was written has no field that is undefined.
      expect(valuesOf(journal)).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(known))));
    }
  });

  it('that change what is not there make no state that anybody could take for whole', () => {
    write('{"format":2,"seq":1,"facts":[],"states":{},"changes":{"ana":{"set":{"x":1}}}}');
    expect(journalAt().states.get('ana')?.value).toEqual({ change: { set: { x: 1 } } });
  });

  it('of a newer format are not guessed at: all is set aside and the journal begins anew', async () => {
    write('{"format":2,"seq":1,"facts":["a"],"states":{"ana":1}}', '{"format":3,"seq":2,"tales":["b"]}');
    const journal = journalAt();
    expect([journal.states.size, journal.nextSeq(), journal.setAside?.format]).toEqual([0, 1, 3]);
    expect(readdirSync(journal.setAside?.folder ?? '')).toEqual(['journal-000000000000001-1.jsonl']);
    journal.append(['c'], Object.entries({ luis: 1 }));
    const again = await restarted(journal);
    expect([again.setAside, again.nextSeq(), valuesOf(again)]).toEqual([null, 2, { luis: 1 }]);
  });
});

describe('what is read', () => {
  it.each([1, 5, 1_000])('comes once and in order, with %i facts at most in memory', async remembered => {
    const journal = journalAt(dir, { remembered, fileBytes: 400 });
    const found: number[] = [];
    let added = 0;
    for (const [facts, limit] of [
      [3, 2],
      [9, 4],
      [1, 100],
      [12, 1],
      [2, 50],
      [7, 3],
      [0, 5],
    ] as const) {
      for (const fact of numbered(added + 1, added + facts))
        journal.append([fact], Object.entries({ state: fact }));
      added += facts;
      const before = found.length;
      await waitUntil(
        async () => {
          const next = await journal.read(limit);
          expect(next.every(({ seq, fact }) => fact === `fact ${seq}`)).toBe(true);
          found.push(...next.map(({ seq }) => seq));
          if (next.length > 0) journal.saved(found.at(-1) ?? 0);
          return found.length > before || found.length === added;
        },
        { what: 'some are read' },
      );
    }
    await waitUntil(
      async () => {
        found.push(...(await journal.read(4)).map(({ seq }) => seq));
        return found.length >= added;
      },
      { what: 'the rest is read' },
    );
    expect(found).toEqual(Array.from({ length: added }, (_, at) => at + 1));
    expect(await journal.read(10)).toEqual([]);
  });

  it('begins behind what was saved elsewhere, and then has what is new', async () => {
    const journal = journalAt();
    journal.append(numbered(1, 5), []);
    await readAll(journal, 5);
    const next = await restarted(journal);
    next.append(numbered(6, 7), []);
    next.saved(3);
    expect((await readAll(next, 4)).map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
    next.append(numbered(8, 8), []);
    expect((await readAll(next, 1)).map(({ seq }) => seq)).toEqual([8]);
  });
});
