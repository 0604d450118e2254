import { setTimeout as pause } from 'node:timers/promises';
import type { DigitStep, PlaceCommand } from './command-line.ts';
import { addressOf } from './dialog.ts';
import { remedyFor, spanishEnd } from './outcome-words.ts';
import type { OutgoingCall } from './outgoing-call.ts';
import { requireWritable } from './recording-file.ts';
import type { Screen } from './screen.ts';
import type { ServerAddresses } from './server-addresses.ts';
import { parseUri, type UdpAddress } from './sip-address.ts';
import { openPhone } from './sip-phone.ts';
import { readSource } from './sound-words.ts';
import { addressTowards } from './udp-port.ts';

/** A server that is up says 100 within milliseconds; after this time nobody is there. */
const NOBODY_THERE_MS = 4_000;

/** Makes one call from the terminal. Resolves with the exit code: 0 when it was answered, 1 when not. */
export async function placeCall(
  command: PlaceCommand,
  { sipPort, takesLocalCalls }: Pick<ServerAddresses, 'sipPort' | 'takesLocalCalls'>,
  screen: Screen,
  interrupted: AbortSignal,
): Promise<number> {
  const source = readSource(command.play);
  requireWritable(command.record);
  const server = readServer(command.server, sipPort);
  const uri = addressOf(command.to, server);
  const phone = await openPhone({ host: await addressTowards(parseUri(uri)) });
  screen.say(`Marcando ${command.to} (${uri}) desde ${command.from} …`);
  const call = phone.call(uri, { from: command.from, name: command.name });
  const someoneIsThere = () =>
    call.momentOf('trying') !== undefined || call.momentOf('answered') !== undefined;
  const interrupt = () => {
    if (someoneIsThere()) void call.hangUp();
    else call.drop();
  };
  interrupted.addEventListener('abort', interrupt, { once: true });
  const nobody = setTimeout(() => {
    if (someoneIsThere()) return;
    screen.say(`Nadie responde en ${server.host}:${server.port}. ¿Está en marcha el servidor (npm start)?`);
    call.drop();
  }, NOBODY_THERE_MS);
  call.ringing.then(
    () => call.phase === 'ringing' && screen.say('Timbra …'),
    () => undefined,
  );
  const answered = await call.answered.then(
    () => true,
    () => false,
  );
  clearTimeout(nobody);
  if (answered) {
    screen.say('Contestan.');
    void call.play(source);
    if (command.record) call.record(command.record);
    screen.follow(call);
    await talk(call, command, screen);
  }
  const ended = await call.ended;
  if (answered) screen.say(`${spanishEnd(ended)} Duró ${seconds(call)} s.`);
  else if (someoneIsThere() || ended.how === 'refused') {
    screen.say(spanishEnd(ended));
    // Another machine's centre, named by --server, is not the one whose addresses were read.
    const remedy = command.server === undefined ? remedyFor(ended, takesLocalCalls) : null;
    if (remedy) screen.say(remedy);
  }
  if (answered && command.record) screen.say(`Lo que se oyó está en ${command.record}.`);
  await phone.close();
  return answered ? 0 : 1;
}

/** Presses the keys, then stays on for the time wished or until somebody hangs up. */
async function talk(call: OutgoingCall, command: PlaceCommand, screen: Screen): Promise<void> {
  const over = new AbortController();
  void call.ended.then(() => over.abort());
  const limit = command.seconds;
  try {
    const timer = limit === undefined ? undefined : pause(limit * 1000, undefined, { signal: over.signal });
    timer?.then(
      () => call.hangUp(),
      () => undefined,
    );
    for (const step of command.digits) await pressOrWait(call, step, command, screen, over.signal);
  } catch (error) {
    // The other side may hang up between two keys; that is an ordinary end and told as such.
    if (call.phase !== 'ended') throw error;
  }
}

async function pressOrWait(
  call: OutgoingCall,
  step: DigitStep,
  command: PlaceCommand,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  if ('waitMs' in step) {
    await pause(step.waitMs, undefined, { signal });
    return;
  }
  screen.say(`  pulsa ${[...step.keys].join(' ')}`);
  await call.sendDigits(step.keys, { by: command.digitsBy });
}

function readServer(text: string | undefined, sipPort: number): UdpAddress {
  if (text === undefined) return { host: '127.0.0.1', port: sipPort };
  const { host, port } = parseUri(`sip:${text}`);
  return { host, port };
}

function seconds(call: OutgoingCall): number {
  return Math.round(((call.momentOf('ended') ?? 0) - (call.momentOf('answered') ?? 0)) / 1000);
}
