import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/**
 * SEC-34: a pattern of ours that needs more than linear time for some text would hold the loop of its process, or the
 * page. Each is read from the source and given long texts made of what it is itself made of.
 */
const ROOT = join(import.meta.dirname, '..');
/** Texts from outside are shorter: a request's body has at most 64 KiB, a search 200 characters. */
const LENGTH = 8_000;
/** Shorter ones first: an exponential pattern shows itself there, and would not come back from the longest. */
const LADDER = [
  ...Array.from({ length: 10 }, (_, n) => Math.round(24 * 1.25 ** n)),
  ...[400, 800, 1_600, 3_200, LENGTH],
];
/** A linear pattern takes microseconds for such a text, a quadratic one some hundred ms. */
const SUSPECT_MS = 15;
/** Four times the text: linear takes four times as long, quadratic sixteen. */
const TIMES_LONGER = 4;
const RATIO_MAX = 9;

/** What reads the operator's own files and programs, and nothing from outside. */
const OPERATORS = /^launcher\/(?!call\/)/;

interface Pattern {
  readonly place: string;
  readonly regex: RegExp;
}

function patterns(): Pattern[] {
  const found: Pattern[] = [];
  for (const room of ['src', 'softphone']) {
    const files = readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter(each => /\.tsx?$/.test(each) && !OPERATORS.test(each))) {
      const text = readFileSync(join(ROOT, room, file), 'utf8');
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      const walk = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/');
          const regex = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
          found.push({ place: `${room}/${file} ${node.text}`, regex });
        }
        node.forEachChild(walk);
      };
      walk(source);
    }
  }
  return found;
}

/** What may be repeated in a text, and what may come before it. */
function piecesOf({ source }: RegExp): { pumps: string[]; starts: string[] } {
  const written = source
    .replace(/\\[dD]/g, '0')
    .replace(/\\[wW]/g, 'a')
    .replace(/\\[sS]/g, ' ')
    .replace(/\\p\{M\}/g, '\u0301')
    .replace(/\\[pP]\{[^}]*\}/g, 'é')
    .replace(/\\x([0-9a-f]{2})|\\u([0-9a-f]{4})/gi, (_, x, u) =>
      String.fromCharCode(Number.parseInt(x ?? u, 16)),
    )
    .replace(/\\(.)/g, '$1');
  const single = new Set(['0', 'a', 'A', ' ', '\t', '-', '.', '"', '\u0301', ...written]);
  const runs = written.split(/[()[\]{}|*+?^$]+/).filter(run => run !== '');
  const pumps = [...single, ...runs, 'a ', '0 ', '0-', 'a.', '":', '\\"', '\r\n '];
  return {
    pumps: [...new Set(pumps)],
    starts: ['', ...new Set([...runs, runs.join(''), runs.slice(0, 2).join('')])],
  };
}

function took(regex: RegExp, text: string): number {
  regex.lastIndex = 0;
  const began = performance.now();
  while (regex.exec(text) !== null && regex.global) {
    // A match of nothing is not left behind by itself.
    if (text[regex.lastIndex] === undefined) break;
    regex.lastIndex += 1;
  }
  return performance.now() - began;
}

/** The text of a length for which the pattern needs more than its share; null where there is none. */
function slowText({ regex }: Pattern): string | null {
  const { pumps, starts } = piecesOf(regex);
  for (const pump of pumps) {
    for (const start of starts) {
      for (const end of ['', '\u0000']) {
        const text = (chars: number) => start + pump.repeat(chars / pump.length) + end;
        const length = LADDER.find(each => took(regex, text(each)) > SUSPECT_MS);
        if (length === undefined) continue;
        const best = (chars: number) => Math.min(...[1, 2, 3].map(() => took(regex, text(chars))));
        const again = best(length);
        if (again > SUSPECT_MS / 2 && again > RATIO_MAX * best(length / TIMES_LONGER))
          return JSON.stringify([start, pump, end]);
      }
    }
  }
  return null;
}

describe('the patterns', () => {
  const all = patterns();

  test('are found: hundreds', () => {
    expect(all.length).toBeGreaterThan(200);
  });

  test('take linear time for whatever they are given', () => {
    const slow = all.map(each => [each.place, slowText(each)]).filter(([, text]) => text !== null);
    expect(slow).toEqual([]);
  });

  test('a pattern that does not is found', () => {
    for (const regex of [/^(a+)+$/, /\s+$/, /(.*),(.*);/]) {
      expect(slowText({ place: '', regex }), String(regex)).not.toBeNull();
    }
    expect(slowText({ place: '', regex: /^[a-z]+$/ })).toBeNull();
  });
});
