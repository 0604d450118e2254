import { expect, test } from 'vitest';
import { subjectOf, timeBySubject } from './subjects.ts';

test.each([
  ['../../src/calls/phases/waiting.ts', 'the call itself'],
  ['../../src/calls/journal/step-writer.ts', 'journal'],
  ['../../src/adapters/sockets/lasting-socket.ts', 'Asterisk: requests and events'],
  ['file:///srv/src/app/node_modules/pg-pool/index.js', 'database'],
  ['file:///srv/node_modules/ws/lib/sender.js', 'WebSockets'],
  ['node:net', null],
  ['', null],
])('%s is about %s', (path, subject) => {
  expect(subjectOf(path)).toBe(subject);
});

test('time in Node itself counts for whoever asked for it, garbage for itself, and waiting for nothing', () => {
  const frame = (functionName: string, url: string) => ({
    functionName,
    url,
    lineNumber: 0,
    columnNumber: 0,
  });
  const profile = {
    nodes: [
      { id: 1, callFrame: frame('(root)', ''), children: [2, 3, 4, 5] },
      { id: 2, callFrame: frame('append', 'src/kit/journal.ts'), children: [6] },
      { id: 3, callFrame: frame('(idle)', '') },
      { id: 4, callFrame: frame('(garbage collector)', '') },
      { id: 5, callFrame: frame('onread', 'node:net') },
      { id: 6, callFrame: frame('writeSync', 'node:fs') },
    ],
    samples: [2, 6, 3, 4, 5, 6],
    timeDeltas: [1_000, 2_000, 9_000, 500, 250, 4_000],
  };
  expect(timeBySubject(profile, ({ url }) => url)).toEqual([
    ['journal', 7],
    ['garbage collection', 0.5],
    ['Node itself', 0.25],
  ]);
});
