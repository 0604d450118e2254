import { kindsOf } from '../../src/kit/kinds.ts';
import type { OutgoingPolicy, Permission } from '../../src/outgoing/policy.ts';
import type { RecordingPolicy } from '../../src/queues/events.ts';
import type { Alarm } from '../../src/supervision/events.ts';
import type { outgoingPage } from '../words/es/outgoing.ts';

type ReachWords = Pick<(typeof outgoingPage)['outgoing'], 'classes' | 'country' | 'numbers' | 'forward'>;

/** How the alarms of locked outgoing calls are named; `all` is everybody (src/roles/calls/alarms.ts). */
const LOCK = 'outgoing-lock:';
/** Whose telephones are not rung is released in the same way. */
const ASTRAY = 'astray:';

/** Who may not call out now, with what is said of it; `person` null: nobody calls what is unusual. */
export function locksOf(alarms: readonly Alarm[]): { person: string | null; alarm: Alarm }[] {
  return alarms
    .filter(({ id }) => id.startsWith(LOCK) || id.startsWith(ASTRAY))
    .map(alarm => {
      const whose = alarm.id.slice(alarm.id.indexOf(':') + 1);
      return { person: whose === 'all' ? null : whose, alarm };
    });
}

/** What a permission allows, in words: `móviles, fijos · este país · solo de clientes y órdenes`. */
export function reachOf({ classes, countries, numbers, entries }: Permission, words: ReachWords): string {
  const { classes: names, country, numbers: whose, forward } = words;
  return [
    classes.map(one => names[one]).join(', '),
    countries.map(country).join(', '),
    whose[numbers],
    ...(entries.includes('forward') ? [forward] : []),
  ].join(' · ');
}

/** How `home` and `any` are written by people, each one word in lower case. */
export type CountryWords = Readonly<Record<'home' | 'any', string>>;

/** The countries that somebody typed, by their codes or these words; null when one of them is none. */
export function countriesOf(typed: string, words: CountryWords): string[] | null {
  const parts = typed.split(/[\s,;]+/).filter(part => part !== '');
  const read = parts.map(part => {
    const word = kindsOf(words).find(each => words[each] === part.toLowerCase());
    return word ?? part.toUpperCase();
  });
  const good = read.length > 0 && read.every(part => /^(home|any|001|[A-Z]{2})$/.test(part));
  return good ? [...new Set(read)] : null;
}

/** What is typed as a number to show: '' is none. Signs between digits are taken out. */
export function withCallerId(policy: OutgoingPolicy, area: string | null, typed: string): OutgoingPolicy {
  const number = typed.replace(/[\s().\-/]/g, '');
  const { callerIds } = policy;
  if (area === null) return { ...policy, callerIds: { ...callerIds, centre: number === '' ? null : number } };
  const { [area]: _before, ...others } = callerIds.areas;
  return {
    ...policy,
    callerIds: { ...callerIds, areas: number === '' ? others : { ...others, [area]: number } },
  };
}

/** Of an area null: as the centre has it. */
export function withRecording(
  policy: OutgoingPolicy,
  area: string | null,
  recording: RecordingPolicy | null,
): OutgoingPolicy {
  const { centre, areas, pauseMs } = policy.recording;
  if (area === null) return { ...policy, recording: { areas, pauseMs, centre: recording ?? centre } };
  const { [area]: _before, ...others } = areas;
  return {
    ...policy,
    recording: { centre, pauseMs, areas: recording === null ? others : { ...others, [area]: recording } },
  };
}

/** What the server takes of each number of the form, as it is typed: calls, seconds of the window, minutes of the rest. */
export const AMOUNTS = {
  atOnce: { least: 0, most: 10_000 },
  perDay: { least: 0, most: 1_000_000 },
  longest: { least: 1, most: 1_440 },
  unusual: { least: 1, most: 1_000 },
  unusualInAll: { least: 1, most: 10_000 },
  calls: { least: 1, most: 1_000 },
  windowMs: { least: 1, most: 3_600 },
  lockMs: { least: 1, most: 10_080 },
} as const;
export type Amount = keyof typeof AMOUNTS;

/** Whose number to show is not written in full, with its plus: `''` for the centre, else the area. The server looks closer. */
export function wrongCallerIds({ callerIds: { centre, areas } }: OutgoingPolicy): readonly string[] {
  const shown: [string, string | null][] = [['', centre], ...Object.entries(areas)];
  return shown.filter(([, number]) => number !== null && !E164.test(number)).map(([whose]) => whose);
}

const E164 = /^\+[1-9]\d{6,14}$/;

export function withBurst(
  policy: OutgoingPolicy,
  which: keyof OutgoingPolicy['burst'],
  value: number,
): OutgoingPolicy {
  return { ...policy, burst: { ...policy.burst, [which]: value } };
}

const MINUTE_MS = 60_000;
export const inMinutes = (ms: number): number => Math.round(ms / MINUTE_MS);
/** No call is shorter than a minute by rule. */
export const fromMinutes = (minutes: number): number => Math.max(1, minutes) * MINUTE_MS;

export function withCap(
  policy: OutgoingPolicy,
  whose: keyof OutgoingPolicy['caps'],
  cap: Partial<OutgoingPolicy['caps']['person']>,
): OutgoingPolicy {
  return { ...policy, caps: { ...policy.caps, [whose]: { ...policy.caps[whose], ...cap } } };
}

/** `agents:2,3,4`, agents of these levels, or a person's id, as a list of both holds them. */
export function whoOf(chosen: string): Permission['who'] {
  const levels = /^agents:([\d,]+)$/.exec(chosen)?.[1];
  if (levels === undefined) return { kind: 'person', person: chosen };
  return { kind: 'role', role: 'agent', levels: levels.split(',').map(Number) };
}
