import { afterEach, describe, expect, it } from 'vitest';
import { lineAtEndpoint } from '../../src/adapters/asterisk/endpoints.ts';
import type { CallIn } from '../../src/calls/call.ts';
import type { CommandOutcome } from '../../src/calls/commands.ts';
import type { RecordingOrder } from '../../src/calls/events.ts';
import { comingLeg } from '../../src/calls/legs.ts';
import { LONGEST_PAUSE_MS } from '../../src/calls/rules/recording.ts';
import { LONGEST_PAUSE_LIMITS, whyNotOrdered } from '../../src/calls/rules/recording-orders.ts';
import type { QueueProfile, RecordingPolicy } from '../../src/queues/events.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { CALLER, type OneCall, offeredCaller, outgoingCall, talkingCaller, together } from './one-call.ts';
import { averias, SmallCentre } from './small-centre.ts';

const LIMIT = averias.recordingPauseMs;
const HOLD = { kind: 'ask-hold', agent: 'ana' } as const;
const RESUME = { kind: 'ask-resume', agent: 'ana' } as const;
const OVER = { kind: 'timer', name: 'recording-pause' } as const;

const ask = (order: RecordingOrder) => ({ kind: 'ask-recording', agent: 'ana', order }) as const;
const shown = ({ call }: OneCall) => drawCall(call, null, lineAtEndpoint).recorder;

/** The telephone system answers what was asked of the recorder. */
function obeys(one: OneCall, outcome: 'done' | 'refused' | 'timed-out' | 'gone' = 'done'): OneCall {
  const subject = one.call.recording?.name ?? '';
  return one.hears({ kind: 'outcome', order: 'pause-recording', subject, outcome });
}

/** A talk of a queue with this policy. */
function talkOf(recording: RecordingPolicy, more: Partial<QueueProfile> = {}): OneCall {
  const one = offeredCaller();
  one.around = { ...one.around, queue: () => ({ ...averias, ...more, recording }) };
  one.answered();
  if (one.call.recording) one.recorder('done');
  one.facts = [];
  return one;
}

const paused = (): OneCall => obeys(talkOf('always').hears(ask('pause')));

describe('a talk that is always recorded', () => {
  it('is paused at the agent\u2019s wish until they go on; both are told with who and for how long', () => {
    const one = talkOf('always').hears(ask('pause'));
    expect(one.said).toEqual([
      'pause-recording',
      'fact recording-paused',
      `timer paused ${LONGEST_PAUSE_MS}`,
      'fact recording-ordered',
      `timer recording-pause ${LIMIT}`,
    ]);
    obeys(one).later(45_000).hears(ask('resume'));
    expect(one.said).toEqual([
      'cancel recording-pause',
      'fact recording-ordered',
      'cancel paused',
      'resume-recording',
      'fact recording-resumed',
    ]);
    expect(one.facts).toMatchObject([
      { kind: 'recording-paused' },
      { kind: 'recording-ordered', agent: 'ana', order: 'pause', limitMs: LIMIT },
      { kind: 'recording-ordered', agent: 'ana', order: 'resume', pausedMs: 45_000 },
      { kind: 'recording-resumed', pausedMs: 45_000 },
    ]);
  });

  it('goes on by itself when the pause has lasted as long as it may', () => {
    const one = paused().later(LIMIT).hears(OVER);
    expect(one.said).toContain('resume-recording');
    expect(one.talk.pause).toBeUndefined();
    expect(one.facts).toContainEqual({
      kind: 'recording-pause-over',
      at: one.now,
      agent: 'ana',
      pausedMs: LIMIT,
    });
  });

  it('has the limit of its queue', () => {
    const one = talkOf('always', { recordingPauseMs: 60_000 }).hears(ask('pause'));
    expect(one.said).toContain('timer recording-pause 60000');
  });

  it('has the limit of the policy for outgoing calls where it is in no queue, and that of always where that says none', () => {
    const limit = (pauseMs?: number) => {
      const one = talkingCaller();
      const phase = { ...one.talk, queued: null };
      const outgoing = { area: null, callerId: '', recording: 'always', pauseMs } as const;
      one.call = { ...one.call, direction: 'out', outgoing, phase };
      one.hears(ask('pause'));
      return one.facts.flatMap(each => (each.kind === 'recording-ordered' ? [each.limitMs] : []));
    };
    expect([limit(45_000), limit()]).toEqual([[45_000], [120_000]]);
  });

  it('is paused for longer when that is asked for in the pause', () => {
    const one = paused()
      .later(LIMIT - 1_000)
      .hears(ask('pause'));
    expect(one.said).toEqual(['fact recording-ordered', `timer recording-pause ${LIMIT}`]);
    // The timer of before comes late.
    one.later(1_000).hears(OVER);
    expect(one.said).toEqual([`timer recording-pause ${LIMIT - 1_000}`]);
    one.later(LIMIT - 1_000).hears(OVER);
    expect(one.facts.at(-1)).toMatchObject({ kind: 'recording-resumed', pausedMs: 2 * LIMIT - 1_000 });
  });

  it('is not stopped, and what is so already changes nothing', () => {
    const one = talkOf('always');
    for (const order of ['stop', 'start', 'resume'] as const) expect(one.hears(ask(order)).said).toEqual([]);
    one.hears({ ...ask('pause'), agent: 'luis' });
    expect(one.said).toEqual([]);
  });

  it('says what its recorder does, and that it has not yet been told so', () => {
    const one = talkOf('always');
    expect(shown(one)).toEqual({ policy: 'always', state: 'on' });
    const until = one.now + LIMIT;
    one.hears(ask('pause'));
    expect(shown(one)).toEqual({ policy: 'always', state: 'pausing', until, why: 'card' });
    obeys(one);
    expect(shown(one)).toEqual({ policy: 'always', state: 'paused', until, why: 'card' });
    one.hears(HOLD, ask('resume'));
    expect(shown(one)).toEqual({ policy: 'always', state: 'waits' });
    expect(shown(one.hears(RESUME))).toEqual({ policy: 'always', state: 'on' });
  });

  it('is paused for a reason, which the agent may say in the pause: it lasts no longer by that', () => {
    const one = talkOf('always').hears({ ...ask('pause'), why: 'wish' });
    const { until } = one.talk.pause ?? {};
    one.later(30_000).hears({ ...ask('pause'), why: 'personal' });
    expect(one.said).toEqual(['fact recording-ordered']);
    expect(one.talk.pause).toMatchObject({ until, why: 'personal' });
    expect(shown(one)).toMatchObject({ why: 'personal' });
    expect(one.facts.flatMap(fact => (fact.kind === 'recording-ordered' ? [fact.why] : []))).toEqual([
      'wish',
      'personal',
    ]);
    // Asked for again it lasts longer, for the same reason.
    one.hears(ask('pause'));
    expect(one.talk.pause).toMatchObject({ until: one.now + LIMIT, why: 'personal' });
    expect(talkOf('always').hears(ask('pause')).talk.pause).toMatchObject({ why: 'card' });
  });

  it('began under an older version, and may be paused', () => {
    const one = talkingCaller();
    const { recordingPolicy: _, ...phase } = one.talk;
    one.call = { ...one.call, phase };
    expect(shown(one)).toMatchObject({ policy: 'always' });
    expect(one.hears(ask('pause')).said).toContain('pause-recording');
  });
});

describe('a talk that its agent may record', () => {
  it('is not recorded before they wish so, and until they wish no more', () => {
    const one = talkOf('on-demand');
    expect([one.call.recording, shown(one)]).toEqual([null, { policy: 'on-demand', state: 'off' }]);
    one.hears(ask('start'));
    expect(one.said).toEqual(['fact recording-ordered', 'record']);
    one.recorder('done');
    expect(shown(one)).toEqual({ policy: 'on-demand', state: 'on' });
    one.hears(ask('stop'));
    expect(one.said).toEqual(['fact recording-ordered', 'stop-recording']);
    expect(shown(one)).toEqual({ policy: 'on-demand', state: 'off' });
    expect(one.hears(HOLD, RESUME).said).not.toContain('record');
    expect(one.hears(ask('start')).said).toContain('record');
  });

  it('is not recorded by a wish to pause or to go on', () => {
    const one = talkOf('on-demand');
    for (const order of ['pause', 'resume', 'stop'] as const) expect(one.hears(ask(order)).said).toEqual([]);
  });

  it('is stopped for good in a pause', () => {
    const one = talkOf('on-demand').hears(ask('start')).recorder('done').hears(ask('pause'));
    obeys(one).later(10_000).hears(ask('stop'));
    expect(one.said).toEqual([
      'fact recording-ordered',
      'stop-recording',
      'cancel paused',
      'cancel recording-pause',
    ]);
    expect(one.facts.at(-1)).toMatchObject({ order: 'stop', pausedMs: 10_000 });
    expect(one.hears(OVER).said).toEqual([]);
    expect(shown(one)).toEqual({ policy: 'on-demand', state: 'off' });
  });

  it('begins to be recorded on hold when the caller is back', () => {
    const one = talkOf('on-demand').hears(HOLD, ask('start'));
    expect(one.said).toEqual(['fact recording-ordered']);
    expect(shown(one)).toMatchObject({ state: 'waits' });
    expect(one.hears(RESUME).said).toContain('record');
  });

  it('was not recorded because the disk was full, and is when it is asked for again', () => {
    const one = talkOf('on-demand');
    one.around = { ...one.around, mayRecord: false };
    expect(one.hears(ask('start')).said).toEqual([]);
    one.around = { ...one.around, mayRecord: true };
    expect(one.hears(ask('start')).said).toContain('record');
  });
});

it('a talk of a queue that is never recorded is not, whatever is wished', () => {
  const one = talkOf('never');
  for (const order of ['start', 'pause', 'resume', 'stop'] as const)
    expect(one.hears(ask(order)).said).toEqual([]);
  expect(shown(one)).toEqual({ policy: 'never', state: 'off' });
});

describe('a pause', () => {
  it('lasts through a hold; whichever ends last goes on with the recording', () => {
    const one = paused().hears(HOLD);
    expect(one.said).not.toContain('pause-recording');
    expect(one.hears(RESUME).said).not.toContain('resume-recording');
    expect(one.hears(ask('resume')).said).toContain('resume-recording');

    const other = paused().hears(HOLD, ask('resume'));
    expect(other.said).not.toContain('resume-recording');
    expect(other.hears(RESUME).said).toContain('resume-recording');
  });

  it('that ends by itself on hold leaves the recording to the end of the hold', () => {
    const one = paused().hears(HOLD).later(LIMIT).hears(OVER);
    expect(one.said).toEqual(['cancel recording-pause', 'fact recording-pause-over']);
    expect(one.hears(RESUME).said).toContain('resume-recording');
  });

  it('lasts through a hold by the customer\u2019s telephone', () => {
    const far = (held: boolean) => ({ kind: 'held', channel: CALLER, held }) as const;
    const one = paused().hears(far(true), far(false));
    expect(one.said).not.toContain('resume-recording');
    expect(one.hears(ask('resume')).said).toContain('resume-recording');
  });

  it('lasts when the page comes back on another leg, whose recording begins after it', () => {
    const one = paused().hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-2' });
    one.hears({ kind: 'leg-answered', channel: comingLeg(one.talk)?.channel ?? '' });
    expect(one.said).toContain('stop-recording');
    expect(one.said).not.toContain('record');
    expect(shown(one)).toMatchObject({ state: 'paused' });
    one.hears(ask('resume'));
    expect(one.orders).toContainEqual(expect.objectContaining({ kind: 'record', channel: one.leg }));
  });

  it('that ends while the page is on its way back is over when it is there', () => {
    const one = paused();
    one.hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-2' }).ended(one.leg, 44);
    one.later(LIMIT).hears(OVER);
    expect(one.said).not.toContain('record');
    one.hears({ kind: 'leg-answered', channel: comingLeg(one.talk)?.channel ?? '' });
    expect(one.said).toContain('record');
  });

  it('longer than a recorder bears ends that recording; another one follows', () => {
    const one = paused().hears({ kind: 'timer', name: 'paused' });
    expect(one.said).toEqual(['stop-recording', 'cancel paused']);
    expect(shown(one)).toMatchObject({ state: 'paused' });
    expect(one.hears(ask('resume')).said).toContain('record');
  });

  it('before the recording has begun holds from its beginning', () => {
    const one = offeredCaller().answered().hears(ask('pause')).recorder('done');
    expect(one.factKinds().slice(-2)).toEqual(['recording-started', 'recording-paused']);
  });

  /** What is left of Ana's pause holds for who has the customer now: nothing is recorded before it is over. */
  const goesAlong = (one: OneCall, agent: string, leftMs: number) => {
    expect(one.said).not.toContain('record');
    expect(one.said.lastIndexOf(`timer recording-pause ${leftMs}`)).toBeGreaterThan(
      one.said.lastIndexOf('cancel recording-pause'),
    );
    expect(shown(one)).toEqual({ policy: 'always', state: 'paused', until: one.now + leftMs, why: 'card' });
    one.later(leftMs).hears(OVER);
    expect(one.said).toContain('record');
    expect(one.facts).toContainEqual({
      kind: 'recording-pause-over',
      at: one.now,
      agent,
      pausedMs: LIMIT,
    });
    expect('queued' in one.phase && one.phase.queued?.pause).toBeUndefined();
  };
  const consulted = () => {
    const one = paused().hears({
      kind: 'ask-consult',
      agent: 'ana',
      colleague: 'luis',
      endpoint: 'PJSIP/sp-luis',
      queue: 'averias',
      note: '',
    });
    const luis = one.talk.legs.find(({ who }) => who === 'colleague')?.channel ?? '';
    return { one, luis };
  };
  const away = { queue: 'averias', note: '' } as const;

  it('goes along with the customer to a supervisor who takes the call over', () => {
    const one = paused().later(30_000);
    one.hears({ kind: 'ask-take-over', person: 'rita', endpoint: 'PJSIP/sp-rita', queue: 'averias' });
    const rita = one.talk.legs.find(({ who }) => who === 'supervisor')?.channel ?? '';
    one.hears({ kind: 'leg-answered', channel: rita });
    goesAlong(one, 'rita', LIMIT - 30_000);
  });

  it('goes along to the colleague who was asked first', () => {
    const { one, luis } = consulted();
    one.hears({ kind: 'leg-answered', channel: luis }).later(30_000);
    one.hears({ kind: 'ask-complete', agent: 'ana' });
    goesAlong(one, 'luis', LIMIT - 30_000);
  });

  it('goes along to who is still rung when the agent leaves', () => {
    const { one, luis } = consulted();
    one.hears({ kind: 'ask-complete', agent: 'ana' }).later(30_000);
    one.hears({ kind: 'leg-answered', channel: luis });
    goesAlong(one, 'luis', LIMIT - 30_000);
  });

  it.each([
    ['a queue', { kind: 'ask-transfer', agent: 'ana', ...away }],
    ['one agent', { kind: 'ask-transfer', agent: 'ana', ...away, only: 'luis' }],
  ] as const)('goes along to %s, also when the server restarts meanwhile', (_, given) => {
    const one = paused().hears(given);
    expect(one.said).toEqual(expect.arrayContaining(['stop-recording', 'cancel recording-pause']));
    one.hears(together(CALLER)).later(30_000).offered('luis').answered();
    goesAlong(one, 'luis', LIMIT - 30_000);
  });

  it('goes along when the agent is lost', () => {
    const one = paused();
    one.ended(one.leg, 44);
    expect(one.said).toEqual(expect.arrayContaining(['stop-recording', 'cancel recording-pause']));
    one.later(30_000).offered('luis').answered();
    goesAlong(one, 'luis', LIMIT - 30_000);
  });

  it('that is over before the next agent answers does not: their recording begins with the talk', () => {
    const one = paused().hears({ kind: 'ask-transfer', agent: 'ana', ...away });
    one.later(LIMIT).offered('luis').answered();
    expect(one.said).toContain('record');
    expect(one.talk.pause).toBeUndefined();
  });

  it.each(['on-demand', 'never'] as const)('does not go along to a queue that records %s', recording => {
    const one = paused();
    one.around = { ...one.around, queue: () => ({ ...averias, recording }) };
    one.hears({ kind: 'ask-transfer', agent: 'ana', queue: 'comercial', note: '' });
    one.offered('luis').answered();
    expect(one.said).not.toContain('record');
    expect([one.talk.pause, one.talk.recordingPolicy]).toEqual([undefined, recording]);
  });

  it('is made longer until it has lasted three times its limit, for the next agent, too', () => {
    const one = paused();
    const begun = one.now;
    one.later(LIMIT - 1_000).hears(ask('pause'));
    one.later(LIMIT - 1_000).hears(ask('pause'));
    expect(one.talk.pause?.until).toBe(one.now + LIMIT);
    one.later(LIMIT / 2).hears(ask('pause'));
    const { until = 0 } = one.talk.pause ?? {};
    expect([until, one.facts.at(-1)]).toEqual([
      begun + LONGEST_PAUSE_LIMITS * LIMIT,
      expect.objectContaining({ order: 'pause', limitMs: until - one.now }),
    ]);
    const refused = () => whyNotOrdered(one.call as CallIn<'talking'>, ask('pause'), true);
    expect([refused(), one.hears(ask('pause')).said]).toEqual(['recording-pause-longest', []]);
    // Another reason may be said, and it may end.
    one.hears({ ...ask('pause'), why: 'wish' });
    expect(one.talk.pause).toMatchObject({ until, why: 'wish' });
    one
      .hears({ kind: 'ask-transfer', agent: 'ana', ...away })
      .offered('luis')
      .answered();
    expect([one.talk.pause?.until, refused()]).toEqual([until, 'recording-pause-longest']);
    one.hears({ ...ask('resume'), agent: 'luis' });
    expect(one.said).toContain('record');
    // Another one is another one.
    one.hears({ ...ask('pause'), agent: 'luis' });
    expect(one.talk.pause).toMatchObject({ at: one.now, until: one.now + LIMIT });
  });

  it('in which a side hangs up leaves no timer', () => {
    expect(paused().ended(CALLER).said).toEqual(expect.arrayContaining(['cancel all', 'stop-recording']));
  });
});

describe('a recorder that does not obey', () => {
  it.each(['refused', 'timed-out'] as const)(
    'in a pause (%s) is ended, and another follows the pause',
    why => {
      const one = obeys(talkOf('always').hears(ask('pause')), why);
      expect(one.said).toEqual(['stop-recording', 'cancel paused']);
      expect(shown(one)).toMatchObject({ state: 'paused' });
      expect(one.hears(ask('resume')).said).toContain('record');
    },
  );

  it('after a pause is ended, and another begins at once', () => {
    const one = obeys(paused().hears(ask('resume')), 'refused');
    expect(one.said).toEqual(['stop-recording', 'record']);
  });

  it('is not there any more: its end is told, and another begins', () => {
    const one = obeys(paused().hears(ask('resume')), 'gone');
    expect(one.said).toEqual(['fact recording-ended', 'record']);
  });

  it('answers one of two orders, and is not yet known to pause', () => {
    const one = talkOf('always').hears(ask('pause'), ask('resume'), ask('pause'));
    obeys(obeys(one));
    expect(shown(one)).toMatchObject({ state: 'pausing' });
    expect(shown(obeys(one))).toMatchObject({ state: 'paused' });
  });
});

describe('a pause in which the server restarts', () => {
  const back = (one: OneCall) => one.hears(together(CALLER, one.leg));

  it('is ordered again and lasts for what is left of it', () => {
    const one = paused().later(50_000);
    back(one);
    expect(one.said).toEqual([
      'agent-talks ana',
      'pause-recording',
      `timer paused ${LONGEST_PAUSE_MS}`,
      `timer recording-pause ${LIMIT - 50_000}`,
    ]);
    expect(shown(one)).toMatchObject({ state: 'pausing' });
    expect(shown(obeys(one))).toMatchObject({ state: 'paused' });
  });

  it('is over if its time has passed meanwhile', () => {
    const one = paused().later(LIMIT + 5_000);
    expect(back(one).said).toContain('timer recording-pause 0');
    expect(one.hears(OVER).said).toContain('resume-recording');
  });

  it('goes on for a page that is on its way back, and for one that is back by then', () => {
    const coming = () => paused().hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-2' });
    const one = coming();
    const leg = comingLeg(one.talk)?.channel ?? '';
    expect(one.hears(together(CALLER, one.leg, leg)).said).toContain(`timer recording-pause ${LIMIT}`);
    expect(one.said).not.toContain('record');
    const alone = coming();
    alone.hears({
      ...together(CALLER, leg)(alone.call),
      answered: new Set([CALLER]),
      bridged: new Map([[CALLER, alone.talk.bridge]]),
    });
    expect(alone.said).toContain(`timer recording-pause ${LIMIT}`);
  });

  it('a recording that was ordered and never began is begun', () => {
    const one = offeredCaller().answered();
    back(one);
    expect(obeys(one, 'gone').said).toEqual(['record']);
  });

  it('a recording that began while nobody listened is told of', () => {
    const one = offeredCaller().answered();
    back(one);
    expect(obeys(one).said).toEqual(['fact recording-started']);
  });

  it('a recording that was to end is told so again', () => {
    const one = talkOf('on-demand').hears(ask('start')).recorder('done').hears(ask('stop'));
    expect(back(one).said).toContain('stop-recording');
  });
});

describe('a wish about the recording', () => {
  let centre: SmallCentre;
  afterEach(() => centre.close());

  async function talks(recording: RecordingPolicy, mayRecord = true): Promise<string> {
    centre = await new SmallCentre(['ana', 'luis'], { queues: [{ ...averias, recording }] }).start();
    centre.mayRecord = mayRecord;
    await centre.ready('ana');
    return centre.talks();
  }
  const wish = (call: string, order: RecordingOrder, agent = 'ana'): Promise<CommandOutcome> =>
    centre.desk.carryOut({ do: 'record', agent, call, order });

  it('is refused with a sentence where the policy does not allow it', async () => {
    const call = await talks('always');
    expect(await wish(call, 'stop')).toEqual({ ok: false, code: 'recording-always' });
    for (const order of ['pause', 'pause', 'resume', 'resume', 'start'] as const)
      expect(await wish(call, order)).toEqual({ ok: true });
    expect(await wish(call, 'pause', 'luis')).toEqual({ ok: false, code: 'not-your-call' });
    expect(await wish('nowhere', 'pause')).toEqual({ ok: false, code: 'call-gone' });
  });

  it('is refused where nothing is recorded', async () => {
    const call = await talks('never');
    for (const order of ['start', 'stop', 'pause', 'resume'] as const)
      expect(await wish(call, order)).toEqual({ ok: false, code: 'recording-never' });
  });

  it('is refused while the disk is full, and where there is nothing to pause', async () => {
    const call = await talks('on-demand', false);
    expect(await wish(call, 'pause')).toEqual({ ok: false, code: 'not-recorded' });
    expect(await wish(call, 'start')).toEqual({ ok: false, code: 'recording-disk-full' });
    centre.mayRecord = true;
    expect(await wish(call, 'start')).toEqual({ ok: true });
    await centre.soon();
    expect(centre.board.live.size).toBe(1);
  });

  it('to pause holds through a restart, and the file lacks what was said in it', async () => {
    const call = await talks('always');
    await centre.soon(10_000);
    expect(await wish(call, 'pause')).toEqual({ ok: true });
    await centre.soon(20_000);
    await centre.restart();
    await centre.soon(10_000);
    const [live] = centre.board.live.values();
    expect(live?.pausedAt).not.toBeNull();
    await centre.soon(averias.recordingPauseMs);
    expect([...centre.board.live.values()].map(({ pausedAt }) => pausedAt)).toEqual([null]);
    expect(centre.kindsOf(call).filter(kind => kind.startsWith('recording-'))).toEqual([
      'recording-started',
      'recording-paused',
      'recording-ordered',
      'recording-pause-over',
      'recording-resumed',
    ]);
  });
});

describe('a customer whom an agent called', () => {
  const called = (recording?: RecordingPolicy): OneCall => {
    const one = outgoingCall();
    const outgoing = { area: 'averias', callerId: '', recording };
    one.call = { ...one.call, outgoing };
    return one.hears({ kind: 'begin' }).answered().hears({ kind: 'leg-answered', channel: CALLER }).played();
  };

  it('is recorded by the policy of the calls that go out', () => {
    expect(called().said).toContain('record');
    expect(called('always').said).toContain('record');
    const asked = called('on-demand');
    expect(asked.said).not.toContain('record');
    expect(asked.hears(ask('start')).said).toContain('record');
    const never = called('never');
    expect(never.said).not.toContain('record');
    expect(never.hears(ask('start')).orders).toEqual([]);
  });
});
