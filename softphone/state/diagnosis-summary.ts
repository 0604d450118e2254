import { FINE_BELOW } from '../../src/calls/voice/figures.ts';
import type { BoxEntry, Diagnosis } from '../../src/tickets/diagnosis.ts';
import { type CheckPicture, toMend } from './workplace-check.ts';

/** The worst of a kind, and when; epoch ms by that browser's clock. */
export interface Worst {
  readonly value: number;
  readonly at: number;
}

export interface Often {
  readonly times: number;
  /** The last one. */
  readonly at: number;
  readonly text: string;
}

/** What was worst in a span, for who reads it first; null: nothing of it. */
export interface DiagnosisSummary {
  readonly calls: number;
  /** Shares lost of what the agent heard, and of what the centre got of them; beyond what nobody hears. */
  readonly lostHeard: Worst | null;
  readonly lostSaid: Worst | null;
  readonly jitterMs: Worst | null;
  readonly rttMs: Worst | null;
  /** The registration was lost or refused; the server was away. */
  readonly line: Often | null;
  readonly link: Often | null;
  /** Answers of 400 and more, but for challenges. */
  readonly refused: Often | null;
  readonly faults: Often | null;
  readonly check: { readonly at: number; readonly toMend: number } | null;
}

export function summaryOf({ entries }: Pick<Diagnosis, 'entries'>): DiagnosisSummary {
  const states = entries.filter(({ kind }) => kind === 'state');
  const received = entries.filter(({ kind }) => kind === 'sip-received');
  return {
    calls: new Set(states.flatMap(({ text }) => /^call talking (.+)$/.exec(text)?.[1] ?? [])).size,
    lostHeard: worst(entries, lostOf, FINE_BELOW.loss),
    lostSaid: worst(entries, figures => figures.saidLoss, FINE_BELOW.loss),
    jitterMs: worst(
      entries,
      ({ jitterMs = 0, saidJitterMs = 0 }) => Math.max(jitterMs, saidJitterMs),
      FINE_BELOW.jitterMs,
    ),
    rttMs: worst(entries, figures => figures.rttMs, FINE_BELOW.rttMs),
    line: often(states.filter(({ text }) => /^phone (reconnecting|refused)/.test(text))),
    link: often(states.filter(({ text }) => /^link (away|calls-away)$/.test(text))),
    refused: often(
      received
        .filter(({ text }) => /^SIP\/2\.0 (?!401|407)[456]/.test(text))
        .map(entry => ({ ...entry, text: firstLine(entry.text) })),
    ),
    faults: often(entries.filter(({ kind }) => kind === 'error')),
    check: checkOf(entries),
  };
}

type Figures = NonNullable<BoxEntry['figures']>;

const lostOf = ({ received = 0, lost = 0, late = 0 }: Figures): number =>
  received + lost === 0 ? 0 : (lost + late) / (received + lost);

function worst(
  entries: readonly BoxEntry[],
  figure: (figures: Figures) => number | undefined,
  from: number,
): Worst | null {
  let found: Worst | null = null;
  for (const { at, kind, figures } of entries) {
    const value = kind === 'voice' && figures ? (figure(figures) ?? 0) : 0;
    if (value >= from && value > (found?.value ?? 0)) found = { value, at };
  }
  return found;
}

function often(entries: readonly BoxEntry[]): Often | null {
  const last = entries.at(-1);
  return last ? { times: entries.length, at: last.at, text: last.text } : null;
}

function checkOf(entries: readonly BoxEntry[]): DiagnosisSummary['check'] {
  const last = entries.findLast(({ kind }) => kind === 'check');
  if (!last) return null;
  try {
    return { at: last.at, toMend: toMend(JSON.parse(last.text) as CheckPicture) };
  } catch {
    // Of another version, or cut.
    return null;
  }
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

/** The name of its file: whose it is and when it was made, by this computer's clock. */
export function fileName({ user, at }: Pick<Diagnosis, 'user' | 'at'>): string {
  const time = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  return `cauce-diagnostico-${user.replace(/[^\w.-]/g, '_')}-${time.replace('T', '-').replaceAll(':', '')}.json`;
}
