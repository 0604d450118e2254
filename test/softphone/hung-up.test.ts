import { describe, expect, test } from 'vitest';
import type { CallEnd, LineState, PhoneCall } from '../../softphone/phone/phone.ts';
import { keepHungUp } from '../../softphone/state/hung-up.ts';
import { ASK_EVERY_MS, HUNG_UP_GRACE_MS } from '../../softphone/state/rejoin.ts';
import { type Input, newScreen, react } from '../../softphone/state/screen.ts';
import { createStore } from '../../softphone/state/store.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const talk: PhoneCall = {
  leg: 'a',
  call: 'c1',
  direction: 'in',
  number: '',
  name: '',
  phase: 'talking',
  since: NOON,
  muted: false,
};

/** A page in a talk whose line is so; `ordered` is what the centre was asked for. */
function aTalk(line: LineState['kind'] = 'registered') {
  const clock = fakeClock();
  const store = createStore(newScreen(WHO, NOON), react);
  const ordered: string[] = [];
  keepHungUp(
    store,
    {
      order(call, what) {
        ordered.push(`${what} ${call}`);
        return Promise.resolve();
      },
    },
    clock,
  );
  const phone = (call: PhoneCall | null, lastEnd: CallEnd | null = null): Input => ({
    kind: 'phone',
    picture: { line: { kind: line } as LineState, call, lastEnd },
  });
  const says = (kind: 'talking' | 'wrap-up') =>
    store.send({
      kind: 'live-message',
      browserNow: NOON,
      message: aSnapshot(
        aCentre({
          agents: [anAgent({ work: { kind, call: 'c1', since: NOON } })],
          calls: kind === 'talking' ? [aCall({ phase: 'talking' })] : [],
        }),
      ),
    });
  store.send({ kind: 'link', up: true });
  says('talking');
  store.send(phone(talk));
  return {
    clock,
    store,
    ordered,
    says,
    ends: (why: 'hung-up' | 'they-hung-up' | 'failed') => store.send(phone(null, { why })),
  };
}

describe('a call that was hung up', () => {
  test('is over: the centre has heard it by the telephone, and is told nothing more', () => {
    const { ends, says, clock, ordered } = aTalk();
    ends('hung-up');
    clock.advance(HUNG_UP_GRACE_MS - 1);
    says('wrap-up');
    clock.advance(ASK_EVERY_MS * 3);
    expect(ordered).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  test('goes on for a centre that did not hear it: it is told by the other way, until it has ended the call', () => {
    const { ends, says, clock, ordered } = aTalk();
    ends('hung-up');
    clock.advance(HUNG_UP_GRACE_MS);
    expect(ordered).toEqual(['hang-up c1']);
    clock.advance(ASK_EVERY_MS);
    expect(ordered).toHaveLength(2);
    says('wrap-up');
    clock.advance(ASK_EVERY_MS * 3);
    expect(ordered).toHaveLength(2);
  });

  test('while the telephone had no connection: the centre is told as soon as the page hears it again', () => {
    const { store, ends, says, clock, ordered } = aTalk('reconnecting');
    store.send({ kind: 'link', up: false });
    ends('hung-up');
    clock.advance(ASK_EVERY_MS * 3);
    expect(ordered).toEqual([]);
    store.send({ kind: 'link', up: true });
    says('talking');
    clock.advance(0);
    expect(ordered).toEqual(['hang-up c1']);
  });

  test.each(['they-hung-up', 'failed'] as const)('is none that ended otherwise: %s', why => {
    const { ends, clock, ordered } = aTalk();
    ends(why);
    clock.advance(ASK_EVERY_MS * 3);
    expect(ordered).toEqual([]);
  });
});
