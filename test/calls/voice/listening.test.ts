import { describe, expect, test } from 'vitest';
import type { VoiceReading, VoiceSample } from '../../../src/calls/voice/figures.ts';
import { type Listening, listen, measuredOf, NOTHING_HEARD } from '../../../src/calls/voice/listening.ts';

const EVERY_MS = 4_000;
const PACKETS = EVERY_MS / 20;

/** What the page and the telephone system count in four seconds; shares of packets. */
interface Four {
  /** Lost on the customer's way to us, on ours to the agent, on the agent's to us, on ours to the customer. */
  readonly fromCustomer?: number;
  readonly toAgent?: number;
  readonly fromAgent?: number;
  readonly toCustomer?: number;
  readonly customerJitterMs?: number;
  readonly agentJitterMs?: number;
  readonly rttMs?: number;
  /** What is overtaken on a way and not there yet at the end of these seconds, packets. */
  readonly lateFromCustomer?: number;
  readonly lateToAgent?: number;
  readonly lateFromAgent?: number;
  readonly lateToCustomer?: number;
}

/** A talk as it is told every four seconds. */
class Told {
  now = 1_000_000;
  listening: Listening = NOTHING_HEARD;
  private reading: VoiceReading;
  /** What was under way at the end of the seconds before. */
  private late = { fromCustomer: 0, heard: 0, fromAgent: 0, toCustomer: 0 };
  private readonly reports: boolean;

  constructor(reports = false) {
    this.reports = reports;
    this.reading = { received: 0, lost: 0, jitterMs: 0, sent: 0, far: far(reports, 0) };
  }

  goesOn(times: number, four: Four = {}): this {
    for (let n = 0; n < times; n += 1) this.once(four);
    return this;
  }

  private once(four: Four): void {
    const { fromCustomer = 0, toAgent = 0, fromAgent = 0, toCustomer = 0 } = four;
    const { customerJitterMs = 1, agentJitterMs = 1, rttMs = 20 } = four;
    const came = PACKETS * (1 - fromCustomer);
    const heard = came * (1 - toAgent);
    const sent = PACKETS * (1 - fromAgent);
    const late = {
      fromCustomer: four.lateFromCustomer ?? 0,
      heard: (four.lateFromCustomer ?? 0) + (four.lateToAgent ?? 0),
      fromAgent: four.lateFromAgent ?? 0,
      toCustomer: (four.lateFromAgent ?? 0) + (four.lateToCustomer ?? 0),
    };
    const overtaken = (way: keyof typeof late) => Math.max(0, this.late[way] - late[way]);
    const sample: VoiceSample = {
      ms: EVERY_MS,
      heard: {
        received: heard,
        lost: heard === 0 ? 0 : PACKETS - heard,
        late: 0,
        overtaken: overtaken('heard'),
        gaps: 1,
        // What is uneven on both parts of the way is uneven at its end.
        jitterMs: customerJitterMs + agentJitterMs,
        bufferMs: 40,
      },
      sent: { ms: EVERY_MS, packets: came, came: heard },
      said: { ms: EVERY_MS, loss: fromAgent, jitterMs: agentJitterMs, overtaken: overtaken('fromAgent') },
      rttMs,
    };
    const { received, lost } = this.reading;
    this.reading = {
      received: received + came,
      lost: lost + (came === 0 ? 0 : PACKETS - came) + late.fromCustomer - this.late.fromCustomer,
      jitterMs: customerJitterMs,
      sent: this.reading.sent + sent,
      far: far(
        this.reports,
        (this.reading.far?.lost ?? 0) +
          PACKETS -
          sent * (1 - toCustomer) +
          late.toCustomer -
          this.late.toCustomer,
      ),
    };
    this.late = late;
    this.now += EVERY_MS;
    this.listening = listen(
      this.listening,
      [sample],
      { channel: 'customer', reading: this.reading },
      this.now,
    );
  }
}

const far = (reports: boolean, lost: number) => (reports ? { lost, jitterMs: 1, rttMs: 10 } : null);

describe('whose network it is', () => {
  test('is nobody’s while all is well', () => {
    const told = new Told(true).goesOn(50);
    expect(told.listening).toMatchObject({ cause: null, causes: [], steps: 5 });
  });

  test('is the customer’s where the agent misses what did not come to us', () => {
    const told = new Told().goesOn(3).goesOn(6, { fromCustomer: 0.1 });
    expect(told.listening.cause).toEqual({ side: 'customer', trouble: 'loses', much: 10 });
  });

  test('is the agent’s where they miss what we sent', () => {
    const told = new Told().goesOn(3).goesOn(6, { toAgent: 0.06 });
    expect(told.listening.cause).toEqual({ side: 'agent', trouble: 'loses', much: 6 });
  });

  test('is the agent’s where we miss what they said', () => {
    const told = new Told().goesOn(3).goesOn(6, { fromAgent: 0.08 });
    expect(told.listening.cause).toEqual({ side: 'agent', trouble: 'loses', much: 8 });
  });

  test('is still the agent’s where the customer misses the same', () => {
    const told = new Told(true).goesOn(3).goesOn(10, { fromAgent: 0.1 });
    expect(told.listening.cause).toEqual({ side: 'agent', trouble: 'loses', much: 10 });
  });

  test('is the customer’s where they report that they miss what we sent', () => {
    const told = new Told(true).goesOn(3).goesOn(8, { toCustomer: 0.1 });
    expect(told.listening.cause).toEqual({ side: 'customer', trouble: 'loses', much: 10 });
  });

  test('of that nothing is known where they report nothing', () => {
    const told = new Told().goesOn(3).goesOn(8, { toCustomer: 0.1 });
    expect(told.listening.cause).toBeNull();
  });

  test('of an uneven voice is that of whose packets come unevenly', () => {
    const customers = new Told().goesOn(3).goesOn(6, { customerJitterMs: 60 });
    expect(customers.listening.cause).toEqual({ side: 'customer', trouble: 'jitters', much: 60 });
    const agents = new Told().goesOn(3).goesOn(6, { agentJitterMs: 60 });
    expect(agents.listening.cause).toMatchObject({ side: 'agent', trouble: 'jitters' });
  });

  test('of a voice that does not come is where it stops', () => {
    const customers = new Told().goesOn(3).goesOn(4, { fromCustomer: 1 });
    expect(customers.listening.cause).toMatchObject({ side: 'customer', trouble: 'nothing' });
    const agents = new Told().goesOn(3).goesOn(4, { toAgent: 1 });
    expect(agents.listening.cause).toMatchObject({ side: 'agent', trouble: 'nothing' });
  });

  test('is the agent’s where the way there and back is long', () => {
    const told = new Told().goesOn(3).goesOn(4, { rttMs: 420 });
    expect(told.listening.cause).toEqual({ side: 'agent', trouble: 'delays', much: 420 });
  });

  test('of an order that is lost is that of whose packets were overtaken', () => {
    const out = (way: keyof Four) => {
      const told = new Told(true).goesOn(10);
      for (const late of [2, 0, 1, 1, 0, 3, 1, 0, 0, 2, 1, 0]) told.goesOn(1, { [way]: late });
      return told.listening.cause;
    };
    expect(out('lateToAgent')).toEqual({ side: 'agent', trouble: 'reorders', much: 0 });
    expect(out('lateFromAgent')).toEqual({ side: 'agent', trouble: 'reorders', much: 0 });
    expect(out('lateFromCustomer')).toEqual({ side: 'customer', trouble: 'reorders', much: 0 });
    expect(out('lateToCustomer')).toEqual({ side: 'customer', trouble: 'reorders', much: 0 });
  });

  test('of an order that was lost once is nobody’s, and of one that is kept again nobody’s any more', () => {
    const told = new Told(true).goesOn(10).goesOn(1, { lateToAgent: 5 }).goesOn(20);
    expect(told.listening).toMatchObject({ cause: null, causes: [] });
    for (let n = 0; n < 4; n += 1) told.goesOn(1, { lateToAgent: 2 }).goesOn(1);
    expect(told.listening.cause?.trouble).toBe('reorders');
    expect(told.goesOn(12).listening.cause).toBeNull();
  });

  test('is not known where a channel is another one, and begins anew', () => {
    const told = new Told().goesOn(3);
    const reading = { received: 5, lost: 4, jitterMs: 1, sent: 5, far: null };
    const after = listen(told.listening, [], { channel: 'other', reading }, told.now + EVERY_MS);
    expect(after.cause).toBeNull();
    expect(after.customer).toMatchObject({ channel: 'other' });
  });
});

describe('what is on record of it', () => {
  test('is nothing where nothing was told', () => {
    expect(measuredOf(NOTHING_HEARD)).toBeNull();
  });

  test('is how well each heard the other, and what was wrong for how long', () => {
    const told = new Told().goesOn(10).goesOn(5, { toAgent: 0.1 }).goesOn(10);
    const measured = measuredOf(told.listening);
    expect(measured?.toAgent?.ms).toBe(25 * EVERY_MS);
    expect(measured?.toAgent?.loss).toBeCloseTo(0.02, 3);
    expect(measured?.toAgent?.worstMos).toBeLessThan(measured?.toAgent?.mos ?? 0);
    expect(measured?.toCustomer?.loss).toBe(0);
    expect(measured?.causes).toEqual([{ side: 'agent', trouble: 'loses', much: 10, ms: expect.any(Number) }]);
    expect(measured?.causes[0]?.ms).toBeGreaterThanOrEqual(4 * EVERY_MS);
    expect(measured?.causes[0]?.ms).toBeLessThanOrEqual(7 * EVERY_MS);
  });

  test('names a cause that comes again once, with all its time', () => {
    const told = new Told().goesOn(3);
    for (let n = 0; n < 3; n += 1) told.goesOn(5, { toAgent: 0.1 }).goesOn(5);
    expect(measuredOf(told.listening)?.causes).toHaveLength(1);
  });

  test('and is shown as bad only where there is a cause', () => {
    const told = new Told().goesOn(3).goesOn(1, { toAgent: 0.5 });
    expect(told.listening).toMatchObject({ cause: null, steps: 4 });
    expect(told.goesOn(3, { toAgent: 0.5 }).listening.steps).toBe(1);
  });
});
