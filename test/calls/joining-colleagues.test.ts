import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../src/calls/call.ts';
import { type CallStory, foldCall } from '../../src/calls/call-story.ts';
import type { Command } from '../../src/calls/commands.ts';
import { type AgentLeg, agentLeg, colleagues } from '../../src/calls/legs.ts';
import { JOINS_AFTER_MS } from '../../src/calls/rules/joining.ts';
import { SmallCentre } from './small-centre.ts';

const OK = { ok: true };
const SECOND = '0414-5550106';

let centre: SmallCentre;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis', 'eva']).start();
});
afterEach(() => centre.close());

const asks = async (command: Command) => {
  const outcome = await centre.desk.carryOut(command);
  await centre.soon();
  return outcome;
};
const carried = async (command: Command): Promise<string> => {
  const outcome = await asks(command);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.call ?? '';
};
const together = (channel: string) =>
  [...centre.board.bridges.values()]
    .flatMap(members => (members.has(channel) ? [...members] : []))
    .toSorted();
const music = (channel: string) => centre.board.channels.get(channel)?.music ?? false;
const handOf = (agent: string) => {
  const { work, beside } = centre.calls.registry.get(agent) ?? {};
  return [work, beside];
};
const storyOf = (call: string) =>
  centre.factsOf(call).reduce<CallStory | null>((so, fact) => foldCall(so, call, fact), null);
const talkOf = (call: string) => {
  const { phase } = centre.call(call);
  if (phase.kind !== 'talking') throw new Error(phase.kind);
  return phase;
};

/** A customer whom Ana serves, one whom she called, and one who waits until she has answered. */
async function customer(): Promise<string> {
  await centre.ready('ana');
  const call = await centre.talks();
  await centre.ready('luis', 'eva');
  return call;
}

/** Two of ours talk; the call has the id of the channel of who called. */
async function between(from: string, to: string): Promise<string> {
  const call = await carried({ do: 'call-colleague', agent: from, colleague: to });
  centre.board.answers(call);
  await centre.soon();
  if (centre.phaseOf(call) === 'offered' && centre.legOf(call) !== '') {
    centre.board.answers(centre.legOf(call));
    await centre.soon();
  }
  return call;
}

interface Lines {
  /** With the customer, and with the colleague. */
  readonly into: string;
  readonly internal: string;
}

/** What Ana has on her two lines, and at which of the two she is: at the later one. */
const WAYS: Readonly<Record<string, () => Promise<Lines>>> = {
  'luis called her while she talked with a customer': async () => {
    const into = await customer();
    const internal = await between('luis', 'ana');
    expect(await asks({ do: 'take-line', agent: 'ana', call: internal })).toEqual(OK);
    return { into, internal };
  },
  'she called a customer from a call that luis began': async () => {
    await centre.ready('ana', 'luis', 'eva');
    const internal = await between('luis', 'ana');
    return { internal, into: await callsOut() };
  },
  'she called a customer from a call that she began': async () => {
    await centre.ready('ana', 'luis', 'eva');
    const internal = await between('ana', 'luis');
    return { internal, into: await callsOut() };
  },
  'a customer called her alone while she talked with luis': async () => {
    await centre.ready('ana', 'luis', 'eva');
    const internal = await between('ana', 'luis');
    const into = centre.board.rings({ callerNumber: '+584145550107', dialled: '101' });
    await centre.soon();
    expect(await asks({ do: 'take-line', agent: 'ana', call: into })).toEqual(OK);
    return { into, internal };
  },
};

async function callsOut(): Promise<string> {
  const out = await carried({ do: 'call-out', agent: 'ana', number: SECOND, second: true });
  centre.board.answers(out);
  await centre.soon(5_000);
  return out;
}

/** The channels of the two of ours in the call between them. */
function channelsOf({ internal }: Lines): { readonly ana: string; readonly luis: string } {
  const talk = talkOf(internal);
  const own = agentLeg(talk) as AgentLeg;
  const luis = colleagues(talk)[0];
  return { ana: own.channel, luis: luis?.channel ?? '' };
}

describe('two lines, one of them with a colleague', () => {
  for (const [way, begin] of Object.entries(WAYS))
    for (const at of ['later', 'earlier'] as const) {
      it(`are one conference: ${way}, and she is at the ${at} one`, async () => {
        const lines = await begin();
        const { into, internal } = lines;
        const { ana, luis } = channelsOf(lines);
        if (at === 'earlier') {
          const [, other] = handOf('ana');
          const call = other?.kind === 'talking' ? other.call : '';
          expect(await asks({ do: 'take-line', agent: 'ana', call })).toEqual(OK);
        }
        const rung = centre.board.dialled.length;
        const ticket = centre.call(into).ticket;
        expect(await asks({ do: 'join', agent: 'ana', call: at === 'later' ? into : internal })).toEqual(OK);
        await centre.soon(5_000);

        expect(together(into)).toEqual([into, ana, luis].toSorted());
        expect([into, ana, luis].map(music)).toEqual([false, false, false]);
        // By the channel that they have: nobody is rung.
        expect(centre.board.dialled.length).toBe(rung);
        expect(centre.call(into).ticket).toBe(ticket);
        expect(talkOf(into)).toMatchObject({
          agent: 'ana',
          legs: expect.arrayContaining([
            expect.objectContaining({ who: 'customer' }),
            expect.objectContaining({ who: 'agent', agent: 'ana', state: 'up', place: 'talk' }),
            expect.objectContaining({ who: 'colleague', agent: 'luis', state: 'up', place: 'talk' }),
          ]),
        });
        expect(centre.shown(into)).toMatchObject({
          onHold: false,
          colleagues: [{ agent: 'luis', state: 'joined' }],
        });

        // The call between the two is over, is nobody's, and nobody hung it up.
        expect(centre.calls.call(internal)).toBeNull();
        expect(centre.factsOf(internal).at(-1)).toMatchObject({ kind: 'call-ended', why: 'joined' });
        expect(centre.factsOf(internal)).toContainEqual(
          expect.objectContaining({ kind: 'went-over', agent: 'ana', colleague: 'luis', call: into, ticket }),
        );
        for (const part of storyOf(internal)?.joined ?? []) expect(part.endedAt).not.toBeNull();
        for (const agent of ['ana', 'luis'])
          expect(handOf(agent)).toMatchObject([{ kind: 'talking', call: into }, undefined]);

        // Luis has a share in the customer's call, as if they had been asked there.
        expect(centre.factsOf(into)).toContainEqual(
          expect.objectContaining({ kind: 'came-over', agent: 'ana', colleague: 'luis', call: internal }),
        );
        expect(centre.kindsOf(into)).toContain('joined');
        expect(storyOf(into)?.joined).toMatchObject([{ agent: 'luis', endedAt: null }]);
        // What is recorded is of the customer's call alone.
        const own = centre.call(into).recording?.name;
        expect([...centre.board.live.keys()]).toEqual(own === undefined ? [] : [own]);
      });
    }

  const WAY = 'luis called her while she talked with a customer';
  async function joined(way = WAY): Promise<Lines & { readonly ana: string; readonly luis: string }> {
    const lines = await (WAYS[way] as () => Promise<Lines>)();
    const channels = channelsOf(lines);
    expect(await asks({ do: 'join', agent: 'ana', call: lines.into })).toEqual(OK);
    await centre.soon(1_000);
    return { ...lines, ...channels };
  }

  it('goes on without the colleague, whose share is over, and who is free', async () => {
    const { into, ana, luis } = await joined();
    expect(await asks({ do: 'hang-up', agent: 'luis', call: into })).toEqual(OK);
    expect(together(into)).toEqual([into, ana].toSorted());
    expect(centre.board.channels.has(luis)).toBe(false);
    expect(centre.workOf('luis')).toBe('idle');
    expect(storyOf(into)?.joined[0]?.endedAt).toBe(centre.clock.now());
  });

  it('is the colleague’s when the agent leaves', async () => {
    const { into, luis } = await joined();
    expect(await asks({ do: 'hang-up', agent: 'ana', call: into })).toEqual(OK);
    expect(talkOf(into).agent).toBe('luis');
    expect(together(into)).toEqual([into, luis].toSorted());
    expect(centre.workOf('ana')).toBe('wrap-up');
  });

  it('mutes the colleague, and lets them leave, by the name they have in any conference', async () => {
    const { into, luis } = await joined();
    const wish = { agent: 'ana', call: into, colleague: 'luis' } as const;
    expect(await asks({ do: 'mute', ...wish, on: true })).toEqual(OK);
    expect(centre.board.channels.get(luis)?.muted).toBe(true);
    expect(await asks({ do: 'drop', ...wish })).toEqual(OK);
    expect(centre.board.channels.has(luis)).toBe(false);
  });

  it.each(Object.keys(WAYS))('is as it was after a kill -9: %s', async way => {
    const { into, ana, luis } = await joined(way);
    await centre.restart();
    await centre.soon(5_000);
    expect(together(into)).toEqual([into, ana, luis].toSorted());
    for (const agent of ['ana', 'luis'])
      expect(handOf(agent)).toMatchObject([{ kind: 'talking', call: into }, undefined]);
    expect(centre.calls.allCalls().map(({ id }) => id)).toEqual([into]);
  });

  it.each(Object.keys(WAYS))(
    'puts all where they belong whose process died before it ordered that: %s',
    async way => {
      const lines = await (WAYS[way] as () => Promise<Lines>)();
      const { ana, luis } = channelsOf(lines);
      const { into } = lines;
      const bridges = [...centre.board.bridges].map(([id, members]) => [id, new Set(members)] as const);
      const heard = [into, ana, luis].map(channel => [channel, music(channel)] as const);
      await asks({ do: 'join', agent: 'ana', call: into });
      await centre.kill();
      centre.board.bridges.clear();
      for (const [id, members] of bridges) centre.board.bridges.set(id, members);
      for (const [id, isHeard] of heard) {
        const channel = centre.board.channels.get(id);
        if (channel) channel.music = isHeard;
      }
      await centre.start();
      await centre.soon(5_000);
      expect(together(into)).toEqual([into, ana, luis].toSorted());
      expect(centre.board.bridges.size).toBe(1);
      expect([into, ana, luis].map(music)).toEqual([false, false, false]);
    },
  );

  it('has both calls and both agents in one line of the journal', async () => {
    const lines = await (WAYS[WAY] as () => Promise<Lines>)();
    const append = centre.journal.append.bind(centre.journal);
    const written: ReadonlyMap<string, unknown>[] = [];
    centre.journal.append = (facts, states) => {
      written.push(new Map(states));
      return append(facts, new Map(written.at(-1)));
    };
    await asks({ do: 'join', agent: 'ana', call: lines.into });
    const [line = new Map<string, unknown>()] = written;
    expect(line.get(`call:${lines.internal}`)).toBeNull();
    const { phase } = line.get(`call:${lines.into}`) as Call;
    expect(phase).toMatchObject({
      legs: expect.arrayContaining([expect.objectContaining({ who: 'colleague', agent: 'luis' })]),
    });
    for (const agent of ['ana', 'luis'])
      expect(line.get(`agent:${agent}`)).toMatchObject({ work: { kind: 'talking', call: lines.into } });
  });

  it('keeps the colleague whose log-in has ended meanwhile until they leave', async () => {
    const lines = await (WAYS[WAY] as () => Promise<Lines>)();
    await centre.logsIn(centre.logIns.filter(({ personId }) => personId !== 'luis'));
    await asks({ do: 'join', agent: 'ana', call: lines.into });
    const luis = colleagues(talkOf(lines.into))[0]?.channel ?? '';
    expect(together(lines.into)).toContain(luis);
    expect(centre.calls.registry.get('luis')?.leaving).toMatchObject({ call: lines.into });
    centre.board.hangsUp(luis);
    await centre.soon();
    expect(centre.calls.registry.get('luis')?.leaving).toBeUndefined();
  });

  it('joins two calls with colleagues: the later one goes over', async () => {
    await centre.ready('ana', 'luis', 'eva');
    const first = await between('luis', 'ana');
    await centre.soon(1_000);
    const second = await between('eva', 'ana');
    expect(await asks({ do: 'take-line', agent: 'ana', call: second })).toEqual(OK);
    const { ana, luis } = channelsOf({ internal: first, into: second });
    expect(await asks({ do: 'join', agent: 'ana', call: second })).toEqual(OK);
    expect(together(first)).toEqual([ana, luis, second].toSorted());
    expect(centre.calls.call(second)).toBeNull();
    expect(storyOf(first)?.joined.filter(({ endedAt }) => endedAt === null)).toHaveLength(3);
    expect(await asks({ do: 'hang-up', agent: 'ana', call: first })).toEqual(OK);
    expect(together(luis)).toEqual([luis, second].toSorted());
  });

  it('refuses with a third one in the call between two of ours', async () => {
    await centre.ready('ana', 'luis', 'eva');
    const internal = await between('luis', 'ana');
    await asks({ do: 'consult', agent: 'ana', call: internal, colleague: 'eva', note: '' });
    centre.board.answers(colleagues(talkOf(internal)).find(({ agent }) => agent === 'eva')?.channel ?? '');
    await centre.soon();
    await asks({ do: 'conference', agent: 'ana', call: internal });
    const into = await callsOut();
    expect(await asks({ do: 'join', agent: 'ana', call: into })).toEqual({ ok: false, code: 'lines-not-up' });
    expect(centre.phaseOf(internal)).toBe('talking');
  });

  it('refuses while the colleague owes the disposition of a part in that call', async () => {
    await centre.ready('luis');
    const into = await centre.talks();
    await centre.ready('ana');
    await asks({ do: 'consult', agent: 'luis', call: into, colleague: 'ana', note: '' });
    centre.board.answers(colleagues(talkOf(into))[0]?.channel ?? '');
    await centre.soon();
    await asks({ do: 'complete', agent: 'luis', call: into });
    expect(centre.workOf('luis')).toBe('wrap-up');
    const internal = await between('luis', 'ana');
    expect(await asks({ do: 'take-line', agent: 'ana', call: internal })).toEqual(OK);
    expect(await asks({ do: 'join', agent: 'ana', call: internal })).toEqual({
      ok: false,
      code: 'colleague-owes',
    });
    await asks({ do: 'dispose', agent: 'luis', call: into, disposition: 'resuelto', note: '' });
    expect(await asks({ do: 'join', agent: 'ana', call: internal })).toEqual(OK);
  });
});

describe('a call with a colleague, with the switch on that a second call joins by itself', () => {
  const sets = () => asks({ do: 'set-auto-join', agent: 'ana', on: true });

  it('joins the talk beside which it waits', async () => {
    const into = await customer();
    await sets();
    const internal = await between('luis', 'ana');
    await centre.soon(JOINS_AFTER_MS);
    expect(together(into)).toHaveLength(3);
    expect(centre.calls.call(internal)).toBeNull();
    expect(handOf('luis')).toMatchObject([{ kind: 'talking', call: into }, undefined]);
  });

  it('waits while the customer is on hold', async () => {
    const into = await customer();
    await sets();
    await asks({ do: 'hold', agent: 'ana', call: into });
    const internal = await between('luis', 'ana');
    await centre.soon(JOINS_AFTER_MS * 2);
    expect(centre.phaseOf(internal)).toBe('offered');
  });

  it('is joined by the colleague’s coming into the customer’s call that waits beside it', async () => {
    await centre.ready('ana', 'luis');
    const internal = await between('luis', 'ana');
    await sets();
    const into = centre.board.rings({ callerNumber: '+584145550107', dialled: '101' });
    await centre.soon();
    expect(centre.phaseOf(into)).toBe('offered');
    await centre.soon(JOINS_AFTER_MS);
    await centre.soon(5_000);
    expect(together(into)).toHaveLength(3);
    expect(centre.calls.call(internal)).toBeNull();
  });

  it('and into that of a customer whom she calls, once they answer', async () => {
    await centre.ready('ana', 'luis');
    const internal = await between('ana', 'luis');
    await sets();
    const into = await callsOut();
    expect(together(into)).toHaveLength(3);
    expect(centre.calls.call(internal)).toBeNull();
  });
});
