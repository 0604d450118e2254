import { setTimeout as pause } from 'node:timers/promises';
import { type ListenCommand, UsageError } from './command-line.ts';
import type { IncomingCall } from './incoming-call.ts';
import { spanishEnd } from './outcome-words.ts';
import { requireWritable } from './recording-file.ts';
import type { Screen } from './screen.ts';
import { openPhone, type SipPhone } from './sip-phone.ts';
import { readSource } from './sound-words.ts';

/** Digits that tell one subscriber from another; what stands before them is a country or trunk prefix. */
const SUBSCRIBER_DIGITS = 10;

/** A customer's telephone that waits for calls until Ctrl-C. Resolves with the exit code. */
export async function listen(
  command: ListenCommand,
  demoLinePort: number,
  screen: Screen,
  interrupted: AbortSignal,
): Promise<number> {
  readSource(command.play);
  requireWritable(command.record);
  const port = command.port ?? demoLinePort;
  const phone = await openAt(port);
  screen.say(
    `El teléfono ${command.numbers.join(', ')} espera llamadas en 127.0.0.1:${port} (UDP). Ctrl-C para terminar.`,
  );
  phone.onInvite(call => {
    if (!command.numbers.some(number => sameLine(number, call.calledUser))) {
      screen.say(`Llamaron al ${call.calledUser}, que no es este teléfono.`);
      call.reject(404);
      return;
    }
    pickUp(call, command, screen).catch(error => screen.say(String(error)));
  });
  await new Promise<void>(resolve => {
    if (interrupted.aborted) resolve();
    interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
  await phone.close();
  return 0;
}

async function pickUp(call: IncomingCall, command: ListenCommand, screen: Screen): Promise<void> {
  const { name, number } = call.caller;
  screen.say(`Timbra: llama ${name ? `${name} <${number}>` : number} al ${call.calledUser}.`);
  void call.ended.then(ended => screen.say(spanishEnd(ended)));
  if (command.reject) {
    call.reject(486);
    return;
  }
  call.ring();
  const over = new AbortController();
  void call.ended.then(() => over.abort());
  await pause(command.answerAfterMs, undefined, { signal: over.signal }).catch(() => undefined);
  if (call.phase !== 'ringing') return;
  await call.answer();
  screen.say('Contesta este teléfono.');
  void call.play(readSource(command.play));
  if (command.record) call.record(command.record);
  screen.follow(call);
}

async function openAt(port: number): Promise<SipPhone> {
  try {
    return await openPhone({ port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UsageError(
      `el puerto UDP ${port} ya está en uso: quizás otro «npm run call -- --listen» espera allí. ` +
        'Un solo teléfono puede atender varios números: --listen 04145550101,04145550102',
    );
  }
}

/** `+584141234567`, `584141234567` and `04141234567` are one line. */
export function sameLine(one: string, other: string): boolean {
  const tail = (number: string) => number.replace(/\D/g, '').slice(-SUBSCRIBER_DIGITS);
  return tail(one) === tail(other);
}
