import { describe, expect, it } from 'vitest';
import { colleagues, comingLeg, isAgentLost } from '../../src/calls/legs.ts';
import { PAGE_SAYS_MS } from '../../src/calls/rules/awaiting-agent.ts';
import { AWAIT_AGENT_MS } from '../../src/queues/events.ts';
import { CALLER, type OneCall, outgoingCall, talkingCaller, there, together } from './one-call.ts';
import { averias } from './small-centre.ts';

const ASK = { kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-ana' } as const;
const HANGS_UP = { kind: 'ask-hang-up', agent: 'ana' } as const;
const TIMER = { kind: 'timer', name: 'ring' } as const;

const fresh = ({ talk }: OneCall): string => comingLeg(talk)?.channel ?? 'no leg';

/** A talk whose agent is at a page. */
function atPage(): OneCall {
  const one = talkingCaller().hears(ASK);
  one.hears({ kind: 'leg-answered', channel: fresh(one) }).later(5_000);
  one.facts = [];
  return one;
}

/** The leg was gone when we looked again; the customer is still in the bridge. */
function gone(one = atPage()): OneCall {
  return one.hears(together(CALLER));
}

/** The customer has been told so, and hears music. */
function withMusic(): OneCall {
  const one = gone();
  return one.hears({ kind: 'played', playback: one.talk.awaited?.playback ?? '', ok: true });
}

function withAwait(awaitAgentMs: number): OneCall {
  const one = atPage();
  one.around = { ...one.around, queue: () => ({ ...averias, awaitAgentMs }) };
  return one;
}

/** Luis, who has a telephone on the desk, talks with both. */
function conference(): OneCall {
  const one = atPage().hears({
    kind: 'ask-consult',
    agent: 'ana',
    colleague: 'luis',
    endpoint: 'PJSIP/sp-luis',
    queue: 'averias',
    note: '',
  });
  one.hears({ kind: 'leg-answered', channel: colleagues(one.talk)[0]?.channel ?? '' });
  one.hears({ kind: 'ask-conference', agent: 'ana' });
  one.facts = [];
  return one;
}

const luis = ({ talk }: OneCall): string => colleagues(talk)[0]?.channel ?? 'no leg';

describe("an agent whose page's leg is gone after a restart", () => {
  it('is waited for: the customer, who is alone, is told so', () => {
    const one = gone();
    expect(one.said).toEqual([
      'agent-talks ana',
      `timer ring ${AWAIT_AGENT_MS}`,
      'stop-recording',
      `leave ${CALLER}`,
      'play recuperamos-su-llamada',
      'stop-recording',
    ]);
    expect(isAgentLost(one.talk)).toBe(true);
    expect(one.facts).toEqual([]);
  });

  it('and hears music after it', () => {
    const one = withMusic();
    expect(one.said).toEqual(['music on']);
    expect(one.hears({ kind: 'played', playback: 'playback-x', ok: true }).orders).toEqual([]);
    const unplayed = gone();
    const subject = unplayed.talk.awaited?.playback ?? '';
    unplayed.hears({ kind: 'outcome', order: 'play', subject, outcome: 'refused' });
    expect(unplayed.said).toEqual(['music on']);
  });

  it('is in their place as soon as their page has asked and answered', () => {
    for (const [awaits, stops] of [
      [gone, ['stop-playing']],
      [withMusic, []],
    ] as const) {
      const one = awaits().hears(ASK);
      expect(one.said).toContain('dial PJSIP/ag-ana');
      const leg = fresh(one);
      one.hears({ kind: 'leg-answered', channel: leg });
      expect(one.said).toEqual([
        ...stops,
        'cancel ring',
        'fact agent-rejoined',
        `join ${CALLER} ${leg}`,
        'record',
      ]);
      expect(one.talk.awaited).toBeUndefined();
      expect(one.factKinds()).toEqual(['agent-rejoined']);
    }
  });

  it('says that they hung up: so it is told, with their wrap-up', () => {
    const one = gone().hears(HANGS_UP);
    expect(one.phase).toMatchObject({ kind: 'ending', open: [CALLER] });
    expect(one.said).toContain('agent-finished ana wrap-up');
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'agent', why: 'hung-up' }]);
  });

  it('says nothing in time: the customer, who was told, is the head of the line and hears on', () => {
    const music = withMusic().hears(TIMER);
    expect(music.phase).toMatchObject({ kind: 'waiting', first: true, music: true, playback: null });
    expect(music.phase).not.toHaveProperty('only');
    expect(music.said).not.toContain('play recuperamos-su-llamada');
    expect(music.said).not.toContain('music off');
    expect(music.facts).toContainEqual(expect.objectContaining({ kind: 'agent-leg-lost', why: 'unseen' }));

    const words = gone();
    const playback = words.talk.awaited?.playback;
    words.hears(TIMER);
    expect(words.phase).toMatchObject({ kind: 'waiting', music: false, playback });
    expect(words.said).not.toContain('stop-playing');
  });

  it('asks, and does not answer: the customer is the head of the line', () => {
    const one = withMusic().hears(ASK);
    const leg = fresh(one);
    one.hears(TIMER);
    expect(one.said).toContain(`hang-up ${leg}`);
    expect(one.phase).toMatchObject({ kind: 'waiting', first: true, music: true });
  });

  it('is waited for as long as the queue says, and not at all where it says so', () => {
    expect(gone(withAwait(4_000)).said).toContain('timer ring 4000');
    expect(gone(withAwait(0)).phase).toMatchObject({ kind: 'waiting', first: true });
  });

  it('is waited for where the customer is in no queue, too', () => {
    const one = outgoingCall().hears({ kind: 'begin' }).answered();
    one.hears({ kind: 'leg-answered', channel: CALLER }).played().hears(ASK);
    one.hears({ kind: 'leg-answered', channel: fresh(one) });
    gone(one);
    expect(one.said).toContain(`timer ring ${AWAIT_AGENT_MS}`);
    one.hears(TIMER);
    expect(one.facts.at(-1)).toMatchObject({ kind: 'call-ended', why: 'unseen' });
  });

  it('is not waited for at a desk telephone, which asks for nothing', () => {
    expect(gone(talkingCaller()).phase).toMatchObject({ kind: 'waiting', first: true });
  });

  it('loses the customer meanwhile', () => {
    const one = gone().ended(CALLER);
    expect(one.phase.kind).toBe('ending');
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'caller' }]);
  });

  it('does not hold or take back who is told', () => {
    for (const kind of ['ask-hold', 'ask-resume'] as const)
      expect(gone().hears({ kind, agent: 'ana' }).orders).toEqual([]);
  });

  describe('and after another one', () => {
    it('is waited for in what is left of the time, and what was said is said again', () => {
      const one = gone().later(4_000);
      const before = one.talk.awaited?.playback;
      one.hears(there(CALLER));
      expect(one.said.filter(each => each !== 'stop-recording')).toEqual([
        'agent-talks ana',
        'stop-playing',
        `timer ring ${AWAIT_AGENT_MS - 4_000}`,
        'music off',
        'play recuperamos-su-llamada',
      ]);
      expect(one.talk.awaited?.playback).not.toBe(before);
      one.later(AWAIT_AGENT_MS).hears(there(CALLER));
      expect(one.phase.kind).toBe('waiting');
    });

    it('had asked, which was lost: for as long as it takes to ask again', () => {
      const one = gone().later(AWAIT_AGENT_MS - 1_000);
      one.hears(ASK).hears(there(CALLER));
      expect(one.said).toContain(`timer ring ${PAGE_SAYS_MS}`);
      expect(comingLeg(one.talk)).toBeUndefined();
    });

    it('is rung still: the customer hears music', () => {
      const one = gone().hears(ASK);
      one.hears({ ...there(CALLER, fresh(one)), answered: new Set([CALLER]) });
      expect(one.said).toContain('music on');
      expect(one.said).not.toContain('music off');
      expect(comingLeg(one.talk)).toBeDefined();
    });

    it('has answered: the two are together', () => {
      const one = gone().hears(ASK);
      const leg = fresh(one);
      one.hears(there(CALLER, leg));
      expect(one.said).toContain(`join ${CALLER} ${leg}`);
      expect(one.said.filter(each => each === 'stop-playing')).toHaveLength(1);
      expect(one.talk.awaited).toBeUndefined();
    });
  });

  describe('in a conference', () => {
    const lost = (): OneCall => {
      const one = conference();
      return one.hears(together(CALLER, luis(one)));
    };

    it('is waited for while the others talk on', () => {
      const one = lost();
      expect(one.talk.agent).toBe('ana');
      expect(one.said).toContain(`timer ring ${AWAIT_AGENT_MS}`);
      expect(one.said.filter(each => /^(play|leave|music|join)/.test(each))).toEqual([]);
    });

    it('is back among them', () => {
      const one = lost().hears(ASK);
      const leg = fresh(one);
      one.hears({ kind: 'leg-answered', channel: leg });
      expect(one.talk.agent).toBe('ana');
      expect(one.said).toContain('step-in');
    });

    it('leaves it to the colleague who hung up, or says nothing', () => {
      for (const input of [HANGS_UP, TIMER]) {
        const one = lost().hears(input);
        expect(one.talk).toMatchObject({ agent: 'luis' });
        expect(one.talk.awaited).toBeUndefined();
      }
    });

    it('is not waited for where nobody is left', () => {
      const one = conference().hears(there());
      expect(one.phase.kind).toBe('ending');
    });
  });
});
