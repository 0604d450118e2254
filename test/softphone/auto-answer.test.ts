import { describe, expect, test } from 'vitest';
import { type AudioState, QUIET } from '../../softphone/phone/sound.ts';
import { type AutoAnswerTrouble, keepAutoAnswer, ownAutoAnswer } from '../../softphone/state/auto-answer.ts';
import { callArea } from '../../softphone/state/call-area.ts';
import { newScreen, react } from '../../softphone/state/screen.ts';
import { toneFor } from '../../softphone/state/workplace.ts';
import { queuePicture } from '../supervision/pictures.ts';
import { aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';
import { scriptedPhone } from './scripted-phone.ts';

const invited = {
  kind: 'invited',
  leg: 'a',
  call: 'c1',
  number: '5550101',
  name: '',
  byItself: true,
} as const;

/** A page whose tone is heard to its end when the test says so. */
function page({ audio = {}, opens = true }: { audio?: Partial<AudioState>; opens?: boolean } = {}) {
  const phone = scriptedPhone();
  const told: string[] = [];
  const troubles: [string, AutoAnswerTrouble][] = [];
  let over: (heard: boolean) => void = () => undefined;
  const state: AudioState = { ...QUIET, microphone: 'granted', ...audio };
  keepAutoAnswer(
    phone,
    { state: () => state, ask: async () => (opens ? 'granted' : 'denied') },
    {
      tell: (tone, device) => {
        told.push(`${tone} on ${device}`);
        return new Promise(done => {
          over = done;
        });
      },
    },
    (leg, trouble) => troubles.push([leg, trouble]),
  );
  return {
    phone,
    told,
    troubles,
    async toneEnds(heard = true) {
      over(heard);
      await new Promise(done => setImmediate(done));
    },
  };
}

describe('a call that is to be answered by itself', () => {
  test('is answered once the tone was heard in the ear to its end, and not before', async () => {
    const { phone, told, troubles, toneEnds } = page({
      audio: { voice: { device: 'headset', is: 'wanted' } },
    });
    phone.happens(invited);
    expect([told, phone.asked]).toEqual([['answers on headset'], []]);
    phone.happens({ kind: 'line', line: { kind: 'registered' } });
    expect(told).toHaveLength(1);
    await toneEnds();
    expect([phone.asked, troubles]).toEqual([['answer'], []]);
  });

  test('that was not asked for rings', async () => {
    const { phone, told, toneEnds } = page();
    phone.happens({ ...invited, byItself: false });
    await toneEnds();
    expect([told, phone.asked]).toEqual([[], []]);
  });

  test.each([
    ['the microphone was never allowed', { audio: { microphone: 'unasked' } }, true, 'no-microphone'],
    ['the microphone is refused', { audio: { microphone: 'denied' } }, true, 'no-microphone'],
    ['there is no microphone', { audio: { microphone: 'missing' } }, true, 'no-microphone'],
    ['the microphone does not open', { opens: false }, true, 'no-microphone'],
    ['there is nothing to hear with', { audio: { voice: { device: '', is: 'none' } } }, true, 'no-tone'],
    ['the browser lets no tone sound', {}, false, 'no-tone'],
  ] as const)('rings on and says why where %s', async (_, given, heard, trouble) => {
    const { phone, troubles, toneEnds } = page(given);
    phone.happens(invited);
    await toneEnds(heard);
    expect([phone.asked, troubles]).toEqual([[], [['a', trouble]]]);
  });

  test('is left alone where its person or the caller was quicker, and the next one has a tone of its own', async () => {
    const { phone, told, troubles, toneEnds } = page();
    phone.happens(invited);
    phone.happens({ kind: 'ended', leg: 'a', end: { why: 'cancelled' } });
    phone.happens({ ...invited, leg: 'b', call: 'c2' });
    expect(told).toHaveLength(2);
    phone.happens({ kind: 'answering', leg: 'b' });
    await toneEnds();
    expect([phone.asked, troubles]).toEqual([[], []]);
  });
});

describe('the page', () => {
  const rings = [
    { kind: 'link', up: true } as const,
    {
      kind: 'phone',
      picture: { line: { kind: 'registered' }, lastEnd: null, call: { ...leg(), byItself: true } },
    } as const,
  ].reduce(react, newScreen(WHO, NOON));

  function leg() {
    return { phase: 'ringing', leg: 'a', call: 'c1', direction: 'in', number: '5550101', name: '' } as const;
  }

  test('rings no bell while the tone sounds, and the bell with the reason when it is not answered', () => {
    expect([callArea(rings), toneFor(rings)]).toMatchObject([{ kind: 'ringing', byItself: 'soon' }, null]);
    const troubled = react(rings, { kind: 'auto-answer', leg: 'a', trouble: 'no-tone' });
    expect([callArea(troubled), toneFor(troubled)]).toMatchObject([{ byItself: 'no-tone' }, 'ring']);
    const another = react(troubled, { kind: 'auto-answer', leg: 'older', trouble: 'no-tone' });
    expect(callArea(another)).toMatchObject({ byItself: 'soon' });
  });

  test('shows the own setting beside what the own queues say to it', () => {
    const queues = [
      queuePicture('averias', { autoAnswer: 'forces' }),
      queuePicture('comercial', { autoAnswer: 'forbids' }),
      queuePicture('nivel-2'),
    ];
    const agents = [anAgent({ autoAnswer: true, queues: ['averias', 'nivel-2'] })];
    const message = aSnapshot(aCentre({ queues, agents }));
    const screen = react(newScreen(WHO, NOON), { kind: 'live-message', message, browserNow: NOON });
    expect(ownAutoAnswer(screen)).toEqual({ on: true, always: ['averias'], never: [] });
  });
});
