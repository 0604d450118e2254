import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PhoneEvent } from '../../softphone/phone/evolve.ts';
import { painted, type Schedule } from '../../softphone/state/painted.ts';
import { shared, sharedPut } from '../../softphone/state/shared.ts';
import { createStore } from '../../softphone/state/store.ts';
import { unhurried } from '../../softphone/state/unhurried.ts';
import { PLAYED_WITHIN_MS, VOICE_WITHIN_MS, voiceFirst } from '../../softphone/state/voice-first.ts';
import { changed } from '../../src/supervision/picture-fold.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { aCall, aCentre } from './pictures.ts';
import { scriptedPhone } from './scripted-phone.ts';

describe('painters of a store', () => {
  /** Frames that come when the test says so. */
  function counted() {
    const store = createStore(0, (_, next: number) => next);
    const frames: (() => void)[] = [];
    const watch = painted(store.watch, run => {
      frames.push(run);
      return () => frames.splice(frames.indexOf(run), 1);
    });
    const drawn: number[] = [];
    const stop = watch(() => drawn.push(store.get()));
    return { store, frames, drawn, stop, frame: () => frames.shift()?.() };
  }

  test('draw once what has changed before a frame, and again what changes after it', () => {
    const { store, drawn, frames, frame } = counted();
    for (const next of [1, 2, 3]) store.send(next);
    expect(drawn).toEqual([]);
    frame();
    expect(drawn).toEqual([3]);
    expect(frames).toEqual([]);
    store.send(4);
    frame();
    expect(drawn).toEqual([3, 4]);
  });

  test('ask for no frame when nobody draws any more', () => {
    const { store, drawn, frames, stop } = counted();
    store.send(1);
    stop();
    store.send(2);
    expect(frames).toEqual([]);
    expect(drawn).toEqual([]);
  });
});

describe('a page whose call is answered', () => {
  /** A page that draws each change of its telephone in a frame of its own. */
  function drawing() {
    const clock = fakeClock();
    const phone = scriptedPhone();
    const call = () => phone.picture().call;
    const drawn: string[] = [];
    const frame = (run: () => void) => clock.after(0, run).cancel;
    const happens = (event: PhoneEvent) => {
      phone.happens(event);
      clock.advance(0);
    };
    painted(
      phone.watch,
      voiceFirst(frame, { call, watch: phone.watch, clock }),
    )(() => {
      const on = call();
      drawn.push(on?.phase === 'talking' && on.muted ? 'muted' : (on?.phase ?? 'none'));
    });
    const leg = 'a';
    happens({ kind: 'invited', leg, call: 'c1', number: '5550101', name: '' });
    happens({ kind: 'answering', leg });
    return {
      clock,
      drawn,
      talks: () => happens({ kind: 'connected', leg, at: clock.now() }),
      heard: () => happens({ kind: 'heard', leg, at: clock.now() }),
      mutes: () => happens({ kind: 'muted', leg, on: true }),
      ends: () => happens({ kind: 'ended', leg, end: { why: 'failed' } }),
    };
  }

  test('draws that it is, and the talk once its first sound is heard', () => {
    const { clock, drawn, talks, heard, mutes } = drawing();
    expect(drawn).toEqual(['ringing', 'answering']);
    talks();
    clock.advance(VOICE_WITHIN_MS / 2);
    heard();
    clock.advance(PLAYED_WITHIN_MS - 1);
    expect(drawn).toEqual(['ringing', 'answering']);
    clock.advance(1);
    expect(drawn).toEqual(['ringing', 'answering', 'talking']);
    mutes();
    expect(drawn).toEqual(['ringing', 'answering', 'talking', 'muted']);
  });

  test('waits no longer for a voice that does not come', () => {
    const { clock, drawn, talks, mutes } = drawing();
    talks();
    clock.advance(VOICE_WITHIN_MS);
    mutes();
    expect(drawn).toEqual(['ringing', 'answering', 'talking', 'muted']);
  });

  test('waits no longer where the clock is set back meanwhile', () => {
    const { clock, drawn, talks } = drawing();
    clock.advance(-60_000);
    talks();
    clock.advance(VOICE_WITHIN_MS);
    expect(drawn).toEqual(['ringing', 'answering', 'talking']);
  });

  test('draws the end of a call that fails', () => {
    const { drawn, talks, ends } = drawing();
    talks();
    ends();
    expect(drawn).toEqual(['ringing', 'answering', 'none']);
  });
});

describe('what came anew and says the same', () => {
  test('is what was there before, in all its parts', () => {
    const before = { calls: [{ id: 'a', customer: { name: 'Ana' }, learned: [] }, { id: 'b' }], seq: 1 };
    const after = { calls: [{ id: 'a', customer: { name: 'Ana' }, learned: [] }, { id: 'c' }], seq: 1 };
    const kept = shared(before, after);
    expect(kept).toEqual(after);
    expect(kept.calls[0]).toBe(before.calls[0]);
    expect(kept.calls[1]).toEqual({ id: 'c' });
    expect(shared(before, structuredClone(before))).toBe(before);
  });

  test('is not taken for it when something is gone, came, or is of another kind', () => {
    expect(shared({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(shared({ a: 1 }, { a: 1, b: undefined })).toHaveProperty('b');
    expect(shared({ 0: 'x' }, ['x'])).toEqual(['x']);
    expect(shared([1, 2], [1])).toEqual([1]);
    expect(shared(null, { a: 1 })).toEqual({ a: 1 });
    expect(shared({ x: 1 }, JSON.parse('{"__proto__":{}}'))).not.toHaveProperty('x');
  });

  test('an entry of the picture stays what it is when it is put again and another one is gone', () => {
    const second = aCall({ id: 'second' });
    const before = aCentre({ calls: [aCall({ id: 'first' }), second] });
    const third = aCall({ id: 'third' });
    const put = sharedPut(before, { calls: [structuredClone(second), third] });
    const after = changed(before, put, { calls: ['first'] });
    expect(after.calls).toEqual([second, third]);
    expect(after.calls[0]).toBe(second);
    expect(after.agents).toBe(before.agents);
  });

  test('whatever it is, it says what came', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        expect(shared(before, after)).toEqual(after);
        expect(shared(after, structuredClone(after))).toEqual(after);
      }),
    );
  });
});

describe('a floor on which much changes', () => {
  test('is drawn at once after a quiet moment, and then once in a while, the last change too', () => {
    const clock = fakeClock();
    const store = createStore(0, (_, next: number) => next);
    const frame: Schedule = run => {
      const timer = clock.after(16, run);
      return () => timer.cancel();
    };
    const drawn: number[] = [];
    const stop = painted(store.watch, unhurried(frame, 250, clock))(() => drawn.push(store.get()));
    for (let change = 1; change <= 50; change += 1) {
      store.send(change);
      clock.advance(20);
    }
    expect(drawn[0]).toBe(1);
    expect(drawn.length).toBeLessThanOrEqual(5);
    clock.advance(300);
    expect(drawn.at(-1)).toBe(50);
    store.send(51);
    stop();
    expect(clock.pending()).toBe(0);
    clock.advance(1_000);
    expect(drawn.at(-1)).toBe(50);
  });
});
