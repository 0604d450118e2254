import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { LinkWatch } from '../../src/calls/watches/link-watch.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { quiet } from './small-centre.ts';

const log = pino({ level: 'silent' });
const digit = (key: string) => ({ kind: 'digit', channel: 'c1', digit: key }) as const;

function scene() {
  const clock = fakeClock();
  const said: string[] = [];
  const open: ((ok: boolean) => void)[] = [];
  const link = new LinkWatch({
    clock,
    log,
    dispatch: event => said.push(event.kind === 'digit' ? event.digit : event.kind),
    compare: () =>
      new Promise((resolve, reject) => {
        said.push('compare');
        open.push(ok => (ok ? resolve() : reject(new Error('no list'))));
      }),
    onAway: () => said.push('away'),
    onBack: () => said.push('back'),
  });
  const compared = async (ok = true) => {
    open.shift()?.(ok);
    await quiet();
  };
  return { clock, link, said, compared };
}

describe('the connection to the telephone system', () => {
  it('holds back what comes before the comparison, and gives it in order afterwards', async () => {
    const { link, said, compared } = scene();
    link.onEvent(digit('1'));
    link.onEvent({ kind: 'connected' });
    link.onEvent(digit('2'));
    expect(said).toEqual(['compare']);
    await compared();
    link.onEvent(digit('3'));
    expect(said).toEqual(['compare', '1', '2', 'back', '3']);
  });

  it('tells at once that it is away, also during a comparison, and is not back with a list from before', async () => {
    const { link, said, compared } = scene();
    link.onEvent({ kind: 'connected' });
    link.onEvent({ kind: 'disconnected' });
    expect(said).toEqual(['compare', 'disconnected', 'away']);
    await compared();
    expect(said).toEqual(['compare', 'disconnected', 'away', 'disconnected']);
  });

  it('compares once more when it came back during a comparison, never two at a time', async () => {
    const { link, said, compared } = scene();
    link.onEvent({ kind: 'connected' });
    link.onEvent({ kind: 'disconnected' });
    link.onEvent({ kind: 'connected' });
    expect(said.filter(each => each === 'compare')).toHaveLength(1);
    await compared();
    expect(said.filter(each => each === 'compare')).toHaveLength(2);
    expect(said).not.toContain('back');
    await compared();
    expect(said.at(-1)).toBe('back');
  });

  it('tries a comparison that failed again after two seconds', async () => {
    const { clock, link, said, compared } = scene();
    link.onEvent({ kind: 'connected' });
    await compared(false);
    link.onEvent(digit('1'));
    clock.advance(2_000);
    await compared();
    expect(said).toEqual(['compare', 'compare', '1', 'back']);
    expect(clock.pending()).toBe(0);
  });

  it('does nothing more once it is stopped', async () => {
    const { clock, link, said, compared } = scene();
    link.onEvent({ kind: 'connected' });
    link.stop();
    await compared(false);
    link.onEvent({ kind: 'connected' });
    clock.advance(60_000);
    expect(said).toEqual(['compare']);
  });
});
