import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PhoneLine } from '../../src/agents/ports.ts';
import { asteriskExchange, type Exchange, memoryExchange } from './exchange.ts';

const adapters: readonly { name: string; make: () => Promise<Exchange> }[] = [
  { name: 'in memory', make: memoryExchange },
  // Without the demonstration's endpoints and without a trunk, as a centre starts for the first time.
  { name: 'on Asterisk', make: () => asteriskExchange({ demo: false }) },
];

let numbers = 0;

function newLine(kind: PhoneLine['kind'] = 'sip'): PhoneLine {
  numbers += 1;
  const prefix = { sip: 'sp', browser: 'ag', guest: 'gc' }[kind];
  return {
    id: `${prefix}-${numbers}`,
    kind,
    password: `secret-${numbers}`,
    callerNumber: String(100 + numbers),
    callerName: 'Ana "la de siempre" <x>',
  };
}

describe.each(adapters)('telephone lines $name', ({ make }) => {
  let exchange: Exchange;
  beforeAll(async () => {
    exchange = await make();
  });
  afterAll(() => exchange?.close());

  const listed = async (line: PhoneLine) => (await exchange.lines.list()).find(one => one.id === line.id);

  test('are none before one is made', async () => {
    expect(await exchange.lines.list()).toEqual([]);
    expect(await exchange.telephony.snapshot()).toMatchObject({ channels: [], bridges: [], lines: [] });
  });

  test('of each kind can be made, and have no telephone at first', async () => {
    for (const kind of ['browser', 'guest', 'sip'] as const) {
      const line = newLine(kind);
      await exchange.lines.provision(line);
      expect(await listed(line)).toEqual({ id: line.id, reachable: false });
    }
  });

  test('become reachable when a telephone registers, and unreachable when it leaves', async () => {
    const line = newLine();
    await exchange.lines.provision(line);
    const phone = await exchange.registers(line);
    await exchange.next('line', event => event.line === line.id && event.reachable);
    expect(await listed(line)).toEqual({ id: line.id, reachable: true });
    await phone.leaves();
    await exchange.next('line', event => event.line === line.id && !event.reachable);
    expect(await listed(line)).toEqual({ id: line.id, reachable: false });
  });

  test('can be made again without losing their telephone', async () => {
    const line = newLine();
    await exchange.lines.provision(line);
    await exchange.registers(line);
    await exchange.next('line', event => event.line === line.id && event.reachable);
    await exchange.lines.provision({ ...line, callerName: 'Ana María' });
    expect(await listed(line)).toEqual({ id: line.id, reachable: true });
  });

  test('can be removed, with their telephone, any number of times', async () => {
    const line = newLine();
    await exchange.lines.provision(line);
    await exchange.registers(line);
    await exchange.next('line', event => event.line === line.id && event.reachable);
    await exchange.lines.remove(line.id);
    await exchange.lines.remove(line.id);
    expect(await listed(line)).toBeUndefined();
    await exchange.lines.provision(line);
    expect(await listed(line)).toEqual({ id: line.id, reachable: false });
  });
});
