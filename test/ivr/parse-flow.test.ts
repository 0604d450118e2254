import { describe, expect, test } from 'vitest';
import { parseFlow } from '../../src/ivr/parse-flow.ts';
import { faultLine } from './fault-line.ts';

const good = `flow: small
title: { es: Pequeño, en: Small }
start: hello
rescue: end
patience:
  tries: 3
  firstDigitMs: 5000
  interDigitMs: 3000
  silent: [silent]
  wrong: [wrong]
nodes:
  hello:
    kind: say
    prompts: [welcome]
    next: menu
  menu:
    kind: menu
    prompts: [options]
    options:
      "1": { to: number }
      "2": { to: hello }
    otherwise: end
  number:
    kind: collect
    prompts: [key-it]
    into: number
    min: 2
    max: 6
    next: find
    keys: { "0": end }
    otherwise: end
  find:
    kind: lookup
    what: ticket
    from: number
    found: end
    missing: number
    failed: end
    otherwise: end
  end:
    kind: hang-up
    cause: finished
`;
const audio = new Set(['welcome', 'options', 'key-it', 'silent', 'wrong']);
const faultsOf = (text: string) => {
  const parsed = parseFlow(text, 'small.yaml', name => audio.has(name));
  return parsed.ok ? [] : parsed.fault.map(fault => `${fault.code} ${faultLine(fault, 'en')}`);
};
const changed = (from: string, to: string) => {
  expect(good).toContain(from);
  return faultsOf(good.replace(from, to));
};

test('a flow without faults is read, and its version changes with its text', () => {
  const one = parseFlow(good, 'small.yaml', () => true);
  const two = parseFlow(good.replace('tries: 3', 'tries: 2'), 'small.yaml', () => true);
  if (!one.ok || !two.ok) throw new Error('the flow has faults');
  expect(one.value.nodes.menu).toMatchObject({ kind: 'menu', otherwise: 'end' });
  expect(one.value.version).not.toBe(two.value.version);
});

describe('a fault is named with file, line, column and cause', () => {
  test('a node that does not exist', () => {
    expect(changed('next: menu', 'next: mneu')).toEqual([
      'unknown-node small.yaml:15:11 the node "mneu" does not exist',
    ]);
    expect(changed('start: hello', 'start: hallo')).toEqual([
      'unknown-node small.yaml:3:8 the node "hallo" does not exist',
    ]);
    expect(changed('"2": { to: hello }', '"2": { to: constructor }')[0]).toContain('small.yaml:21:18');
  });

  test('a node that leads nowhere', () => {
    expect(changed('    next: menu\n', '')).toEqual([
      'dead-end small.yaml:12:3 the node "hello" does not say where to go on: "next" is missing',
    ]);
    expect(changed('    otherwise: end\n  number:', '  number:')).toEqual([
      'dead-end small.yaml:16:3 the node "menu" does not say where to go on: "otherwise" is missing',
    ]);
    expect(changed('options:\n      "1": { to: number }\n      "2": { to: hello }', 'options: {}')[0]).toBe(
      'dead-end small.yaml:19:5 the menu "menu" has no options',
    );
  });

  test('a rescue that is no end', () => {
    expect(changed('rescue: end', 'rescue: menu')).toEqual([
      'dead-end small.yaml:4:9 the rescue must be a queue without hours or a hang-up',
    ]);
  });

  test('a node nobody reaches', () => {
    expect(changed('"1": { to: number }', '"1": { to: end }')).toEqual([
      'unreachable-node small.yaml:23:3 nobody reaches the node "number"',
      'unreachable-node small.yaml:32:3 nobody reaches the node "find"',
    ]);
  });

  test('a prompt without audio', () => {
    expect(changed('[welcome]', '[welcome, music]')).toEqual([
      'missing-prompt small.yaml:14:24 there is no audio for the prompt "music"',
    ]);
    expect(changed('[wrong]', '[{ prompt: nope, when: customer-known }]')).toEqual([
      'missing-prompt small.yaml:10:11 there is no audio for the prompt "nope"',
    ]);
    const first =
      'kind: queue\n    queue: averias\n    topic: t\n    priority: 1\n    first: [welcome, music]';
    expect(changed('kind: hang-up\n    cause: finished', first)).toEqual([
      'missing-prompt small.yaml:45:22 there is no audio for the prompt "music"',
    ]);
  });

  test('a circle that a caller who keys nothing would not leave', () => {
    expect(changed('    otherwise: end\n  number:', '    otherwise: hello\n  number:')).toEqual([
      'endless-loop small.yaml:12:3 a caller who keys nothing would go round without end: hello → menu → hello',
    ]);
    expect(changed('next: menu', 'next: hello')).toContain(
      'endless-loop small.yaml:12:3 a caller who keys nothing would go round without end: hello → hello',
    );
  });

  test('keys that collide', () => {
    expect(changed('"2": { to: hello }', '1: { to: hello }')).toEqual([
      'digits-collide small.yaml:21:7 the key 1 is there twice',
    ]);
    expect(changed('"2": { to: hello }', '"12": { to: hello }')).toEqual([
      'digits-collide small.yaml:21:7 the option 12 begins like the option 1',
    ]);
    expect(changed('keys: { "0": end }', 'keys: { "00": end }')).toEqual([
      'digits-collide small.yaml:30:19 the key 00 could also be the answer that is asked for',
    ]);
  });

  test('a lookup of what nobody asks for', () => {
    expect(changed('from: number', 'from: nombre')).toEqual([
      'nothing-known small.yaml:35:11 no node asks for "nombre"',
    ]);
  });

  test('a text that is not YAML, a node twice, an alias to nothing, an empty file', () => {
    expect(changed('options:\n', 'options: [\n')[0]).toMatch(
      /^unreadable small\.yaml:\d+:\d+ not valid YAML/,
    );
    expect(changed('  number:', '  menu:')).toEqual(['wrong-shape small.yaml:23:3 "menu" is there twice']);
    expect(changed('[welcome]', '*welcome')[0]).toMatch(/^unreadable small\.yaml/);
    expect(faultsOf('')).toEqual(['unreadable small.yaml:1:1 the file is empty']);
    expect(faultsOf('- a list')[0]).toMatch(/^wrong-shape small\.yaml:1:1/);
  });

  test('words and kinds the shape does not know, all at once and in the order of the file', () => {
    const text = good
      .replace('kind: hang-up', 'kind: hangup')
      .replace('tries: 3', 'tries: 0')
      .replace('next: menu', 'next: menu\n    colour: red');
    const faults = faultsOf(text);
    expect(faults).toHaveLength(3);
    expect(faults[0]).toMatch(/^wrong-shape small\.yaml:6:10 patience\.tries: Too small/);
    expect(faults[1]).toMatch(/^wrong-shape small\.yaml:16:13 nodes\.hello: Unrecognized key: "colour"/);
    expect(faults[2]).toMatch(/^wrong-shape small\.yaml:42:11 nodes\.end\.kind: Invalid/);
  });
});

test('every fault has its sentence in Spanish, too', () => {
  const parsed = parseFlow(
    good.replace('tries: 3', 'tries: 0').replace('    next: menu\n', ''),
    'small.yaml',
    () => true,
  );
  if (parsed.ok) throw new Error('the faults were not seen');
  expect(parsed.fault.map(fault => faultLine(fault, 'es'))).toEqual([
    'small.yaml:6:10 patience.tries: Demasiado pequeño: se esperaba que número fuera >=1',
    'small.yaml:12:3 el nodo "hello" no dice adónde seguir: falta "next"',
  ]);
});
