import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/launcher/ports.ts';
import { codecs } from '../../src/sip-phone/codecs.ts';
import { tone } from '../../src/sip-phone/tones.ts';
import { RunningProcess } from './processes.ts';
import { within } from './wait-until.ts';

export interface SippRun {
  /** A scenario of test/stories/sipp, without its ending. */
  readonly scenario: 'caller-info' | 'caller-rfc4733';
  readonly sipPort: number;
  /** What is dialled. */
  readonly dial: string;
  /** The caller's number. */
  readonly from?: string;
  /** The key pressed once the call is answered. */
  readonly key?: string;
  readonly calls?: number;
  /** Calls a second. */
  readonly rate?: number;
  /** How long each caller stays on after the key before it hangs up by itself. */
  readonly stayMs?: number;
  /** The longest time the whole run may take. */
  readonly withinMs?: number;
}

export interface SippResult {
  /** 0 when every call went as the scenario says. */
  readonly exitCode: number | string;
  readonly successful: number;
  readonly failed: number;
  /** What SIPp wrote about unexpected messages. */
  readonly errors: string;
}

const SIPP = process.env.CAUCE_SIPP ?? '/usr/bin/sipp';
const CAPTURES = '/usr/share/sip-tester';
const scenarios = join(import.meta.dirname, '../stories/sipp');
const TONE_FRAMES = 50;

/** Whether the SIP client that nobody here wrote is on this machine. */
export function hasSipp(): boolean {
  return existsSync(SIPP);
}

/**
 * Runs SIPp, a telephone that nobody here wrote, and waits for its end. The caller speaks A-law with a tone
 * of 440 Hz. RFC 4733 keys come from a capture and need root (a raw socket); INFO keys need nothing.
 */
export async function runSipp(run: SippRun): Promise<SippResult> {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-sipp-'));
  const withinMs = run.withinMs ?? 60_000;
  const calls = run.calls ?? 1;
  writeCallerVoice(join(folder, 'caller.alaw'));
  writeFileSync(join(folder, 'scenario.xml'), readScenario(run));
  const process = new RunningProcess(
    SIPP,
    [
      `127.0.0.1:${run.sipPort}`,
      ...['-sf', 'scenario.xml', '-s', run.dial],
      ...['-i', '127.0.0.1', '-p', String(await freePort())],
      ...['-mi', '127.0.0.1', '-mp', String(await freePort())],
      ...['-m', String(calls), '-l', String(calls)],
      ...['-r', String(run.rate ?? 10)],
      ...['-key', 'caller', run.from ?? '04141234567', '-key', 'key', run.key ?? '1'],
      ...['-nostdin', '-timeout', `${Math.ceil(withinMs / 1000)}s`, '-timeout_error'],
      ...['-trace_stat', '-stf', 'stat.csv', '-fd', '1', '-trace_err', '-error_file', 'errors.log'],
    ],
    { cwd: folder },
  );
  try {
    const exitCode = await within(withinMs + 5_000, `SIPp ${run.scenario}`, process.exited);
    return { exitCode, ...readCounts(folder), errors: readOr(join(folder, 'errors.log')) };
  } finally {
    if (!process.isOver) await process.kill9();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A telephone of SIPp's that answers one call with 302, naming the user `to` at whoever called; ends with that call. */
export async function sippForwards(run: {
  readonly port: number;
  readonly to: string;
  readonly withinMs?: number;
}): Promise<SippResult> {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-sipp-'));
  const withinMs = run.withinMs ?? 60_000;
  const process = new RunningProcess(
    SIPP,
    [
      ...['-sf', join(scenarios, 'forwards.xml'), '-key', 'caller', run.to, '-m', '1'],
      ...['-i', '127.0.0.1', '-p', String(run.port)],
      ...['-nostdin', '-timeout', `${Math.ceil(withinMs / 1000)}s`, '-timeout_error'],
      ...['-trace_stat', '-stf', 'stat.csv', '-fd', '1', '-trace_err', '-error_file', 'errors.log'],
    ],
    { cwd: folder },
  );
  try {
    const exitCode = await within(withinMs + 5_000, 'SIPp forwards', process.exited);
    return { exitCode, ...readCounts(folder), errors: readOr(join(folder, 'errors.log')) };
  } finally {
    if (!process.isOver) await process.kill9();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** SIPp takes no keyword in a time limit or a capture's name, so these two are written into the scenario. */
function readScenario(run: SippRun): string {
  const key = { '*': 'star', '#': 'pound' }[run.key ?? ''] ?? run.key ?? '1';
  return readFileSync(join(scenarios, `${run.scenario}.xml`), 'utf8')
    .replaceAll('STAY_MS', String(run.stayMs ?? 5_000))
    .replaceAll('KEY_CAPTURE', join(CAPTURES, `dtmf_2833_${key}.pcap`));
}

function writeCallerVoice(path: string): void {
  const source = tone(440, -12);
  const frames = Array.from({ length: TONE_FRAMES }, () => codecs.PCMA.encode(source() ?? new Int16Array(0)));
  writeFileSync(path, Buffer.concat(frames));
}

/** The last line of SIPp's statistics holds the sums of the run, in columns named by the first. */
function readCounts(folder: string): { successful: number; failed: number } {
  const lines = readOr(join(folder, 'stat.csv')).trim().split('\n');
  const names = lines[0]?.split(';') ?? [];
  const sums = lines.at(-1)?.split(';') ?? [];
  const sum = (name: string) => Number(sums[names.indexOf(name)] ?? 0);
  return { successful: sum('SuccessfulCall(C)'), failed: sum('FailedCall(C)') };
}

function readOr(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
