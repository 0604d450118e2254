import { expect, test } from 'vitest';
import { SILENT_PHONE } from '../../softphone/phone/phone.ts';
import { callArea, isGhost } from '../../softphone/state/call-area.ts';
import { type Input, newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import type { CallPicture, ColleaguePicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

/** A leg is named after the call that it was dialled for, and may be in another one of its agent by now. */

const own = WHO.person.id;
const colleague = (agent: string, legOf?: string): ColleaguePicture => ({
  agent,
  ...(legOf === undefined ? {} : { legOf }),
  line: null,
  state: 'joined',
  since: NOON,
  note: '',
});

/** My telephone talks with a leg that is named after `named`; I am at the call `at`. */
function seeing(named: string, at: string, beside: string | null, ...calls: Partial<CallPicture>[]): Screen {
  const talks = (call: string) => ({ kind: 'talking' as const, call, since: NOON });
  const agent = anAgent({ work: talks(at), ...(beside === null ? {} : { beside: talks(beside) }) });
  const call = {
    leg: 'a',
    call: named,
    direction: 'in' as const,
    number: '',
    name: '',
    phase: 'talking' as const,
    since: NOON,
    muted: false,
  };
  const inputs: Input[] = [
    { kind: 'link', up: true },
    {
      kind: 'live-message',
      message: aSnapshot(aCentre({ agents: [agent], calls: calls.map(aCall) })),
      browserNow: NOON,
    },
    { kind: 'phone', picture: { ...SILENT_PHONE, line: { kind: 'registered' }, call } },
  ];
  return inputs.reduce(react, newScreen(WHO, NOON));
}

const theirs: Partial<CallPicture> = {
  id: 'waiting',
  direction: 'in',
  phase: 'talking',
  agent: own,
  answeredAt: NOON + 5,
  legOf: 'inner',
};

test('of who called a colleague, and is on their second line, the page is about that one', () => {
  const inner: Partial<CallPicture> = {
    id: 'inner',
    direction: 'internal',
    phase: 'talking',
    agent: own,
    away: NOON + 5,
    colleagues: [colleague('p2')],
    caller: { agent: own, line: null },
    directTo: 'p2',
  };
  const both = seeing('inner', 'waiting', 'inner', inner, theirs);
  expect([callArea(both), isGhost(both)]).toMatchObject([{ kind: 'talking', id: 'waiting' }, false]);
  // The colleague hangs up meanwhile: the customer is not lost by it.
  const alone = seeing('inner', 'waiting', null, theirs);
  expect([callArea(alone), isGhost(alone)]).toMatchObject([{ kind: 'talking', id: 'waiting' }, false]);
});

test('of who is back from a second line, and is put on hold by the other one, it is no leg of a call that is over', () => {
  const inner = (legOf?: string): Partial<CallPicture> => ({
    id: 'inner',
    direction: 'internal',
    phase: 'talking',
    agent: 'p2',
    onHold: true,
    colleagues: [colleague(own, legOf)],
    caller: { agent: 'p2', line: null },
    directTo: own,
  });
  const back = seeing('over', 'inner', null, inner('over'));
  expect([callArea(back), isGhost(back)]).toMatchObject([{ kind: 'talking', id: 'inner' }, false]);
  expect(isGhost(seeing('over', 'inner', null, inner()))).toBe(true);
});
