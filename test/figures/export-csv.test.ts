import { expect, test } from 'vitest';
import type { Names } from '../../src/figures/desk.ts';
import { callLine, callsHeading } from '../../src/figures/export-csv.ts';
import type { CallBehind } from '../../src/figures/ports.ts';

const names: Names = {
  queue: new Map([['averias', { es: 'Averías', en: 'Averías' }]]),
  agent: new Map([['a1', { es: 'Agente Uno', en: 'Agente Uno' }]]),
  disposition: new Map([['en-seguimiento', { es: 'Queda en seguimiento', en: 'Followed up' }]]),
};
const told = { timezone: 'America/Caracas', country: 'VE', names } as const;
const call: CallBehind = {
  at: Date.parse('2026-11-30T19:09:42Z'),
  call: 'c1',
  place: 0,
  direction: 'in',
  ticket: 'OA-2026-000001',
  callerNumber: '+573005550101',
  customer: null,
  customerName: null,
  queue: 'averias',
  agent: 'a1',
  agentName: 'Agente Uno',
  outcome: 'left-in-menu',
  endedWhy: null,
  turn: null,
  share: null,
  waitedMs: 28_900,
  talkedMs: null,
  heldMs: null,
  wrapUpMs: null,
  disposition: 'en-seguimiento',
  recorded: true,
  talkedSince: null,
};

test('a line of calls is in words, with the separators of its language', () => {
  expect(callLine(call, { ...told, language: 'es' })).toBe(
    '"2026-11-30 15:09:42";"entrante";"57 300 555 0101";"OA-2026-000001";"Averías";"Agente Uno";"Colgó en el menú";"28,9";"";"";"";"Queda en seguimiento";"sí";"";"c1"\r\n',
  );
  expect(callLine(call, { ...told, language: 'en' })).toContain(
    '"Hung up in the menu","28.9","","","","Followed up","yes"',
  );
});

test('the heading names the zone, and whose calls they are, as people call them', () => {
  const drill = { from: '2026-11-30', to: '2026-11-30', queue: 'averias', count: 'handled' } as const;
  const heading = callsHeading({ ...drill, row: { by: 'agent', key: 'a1' } }, { ...told, language: 'es' });
  expect(heading).toContain('"2026-11-30";"hora de America/Caracas";"Averías";"Agente: Agente Uno"');
});
