import { describe, expect, test } from 'vitest';
import { givenOnSentence, whereGiven } from '../../softphone/state/given-on.ts';
import { newScreen, react } from '../../softphone/state/screen.ts';
import { es } from '../../softphone/words/es.ts';
import { formatsOf } from '../../softphone/words/formats.ts';
import type { CallPicture, WrapUpPicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const own: WrapUpPicture = { agent: WHO.person.id, queue: 'averias', spoke: true, line: null };
const toLuis = { ...own, to: 'averias', colleague: 'luis' };
const NUMBER = '+584145550109';
const outside = { ...own, to: 'averias', dialled: NUMBER };
const sent = { from: WHO.person.id, note: '', at: NOON };
const call = (part: Partial<CallPicture>) => aCall({ wrapUps: [own], agent: null, ...part });

describe('a call that its agent has given on', () => {
  test.each<[string, WrapUpPicture, Partial<CallPicture> | null, ReturnType<typeof whereGiven>]>([
    ['is in the queue at once', { ...own, to: 'averias' }, { phase: 'waiting' }, 'there'],
    ['is to be rung at the colleague', toLuis, { phase: 'waiting', waitsFor: 'luis' }, 'rings'],
    ['rings at the colleague', toLuis, { phase: 'offered', agent: 'luis' }, 'rings'],
    ['was answered there', toLuis, { phase: 'talking', agent: 'luis' }, 'there'],
    [
      'was answered, and is over',
      toLuis,
      { phase: 'ending', wrapUps: [own, { ...own, agent: 'luis' }] },
      'there',
    ],
    ['was not taken', toLuis, { phase: 'waiting', transfer: { ...sent, to: 'luis', back: 'ignored' } }, null],
    [
      'was not taken by who has a part in it already',
      toLuis,
      {
        phase: 'waiting',
        wrapUps: [own, { ...own, agent: 'luis' }],
        transfer: { ...sent, to: 'luis', back: 'refused' },
      },
      null,
    ],
    ['ended while it rang', toLuis, { phase: 'ending' }, null],
    ['is not known any more', toLuis, null, null],
    ['was taken over', { ...toLuis, taken: true }, null, 'there'],
    ['rings at the number outside', outside, { phase: 'giving-out' }, 'rings'],
    [
      'was answered outside',
      outside,
      {
        phase: 'handed-out',
        outside: [{ leg: 'o', dialled: NUMBER, by: WHO.person.id, state: 'joined', since: NOON }],
      },
      'there',
    ],
    [
      'reached nobody outside',
      outside,
      { phase: 'waiting', transfer: { ...sent, out: { dialled: NUMBER, why: 'busy' } } },
      null,
    ],
  ])('%s', (_, owed, part, where) => {
    expect(whereGiven(owed, part && call(part))).toBe(where);
  });

  test('is told of as far as it has come', () => {
    const luis = anAgent({ id: 'luis', displayName: 'Luis Pérez' });
    const message = aSnapshot(aCentre({ agents: [anAgent({}), luis] }));
    const screen = react(newScreen(WHO, NOON), { kind: 'live-message', message, browserNow: NOON });
    const say = (part: Partial<CallPicture>) =>
      givenOnSentence(screen, toLuis, call(part), {
        words: es,
        say: words => words.es,
        formats: formatsOf('es', null),
      });
    expect(say({ phase: 'offered', agent: 'luis' })).toBe(
      'Timbra Luis Pérez. Si no contesta, la llamada vuelve a usted.',
    );
    expect(say({ phase: 'talking', agent: 'luis' })).toBe('La llamada pasó a Luis Pérez.');
    expect(say({ phase: 'ending' })).toBe(es.announce.transferred);
  });
});
