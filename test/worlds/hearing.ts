import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';

/** Somebody in a call, with the tone that they say without pause. */
export interface Voice {
  readonly who: string;
  readonly hz: number;
  readonly phone: Pick<IncomingCall | OutgoingCall, 'until' | 'earpiece' | 'ended' | 'hangUp'>;
}

/** Of all that is heard, when several talk at once. */
const AMONG_OTHERS = { ms: 400, share: 0.05 } as const;
const WITHIN_MS = 15_000;

/** Each of them hears all the others, and nobody else who is in this call or was. */
export async function hearEachOther(those: readonly Voice[], not: readonly Voice[] = []): Promise<void> {
  for (const { phone } of those) phone.earpiece.forget();
  for (const each of those) {
    await listensTo(
      each,
      those.filter(({ who }) => who !== each.who),
      not,
    );
  }
}

/** They hear all of those, and nobody of `not`. */
export async function hears(
  voice: Voice,
  those: readonly Voice[],
  not: readonly Voice[] = [],
): Promise<void> {
  voice.phone.earpiece.forget();
  await listensTo(voice, those, not);
}

function listensTo({ who, phone }: Voice, those: readonly Voice[], not: readonly Voice[]): Promise<void> {
  return phone.until(
    it =>
      those.every(({ hz }) => it.earpiece.hears(hz, AMONG_OTHERS)) &&
      !not.some(({ hz }) => it.earpiece.hears(hz, AMONG_OTHERS)),
    WITHIN_MS,
    `${who} hears ${those.map(each => each.who).join(' and ')}${not.length > 0 ? ', and nobody else' : ''}`,
  );
}

/** They hear music, and none of those. */
export async function hearsMusic({ who, phone }: Voice, not: readonly Voice[]): Promise<void> {
  phone.earpiece.forget();
  await phone.until(
    it => !it.earpiece.isQuiet(400) && !not.some(({ hz }) => it.earpiece.hears(hz, AMONG_OTHERS)),
    WITHIN_MS,
    `${who} hears music`,
  );
}
