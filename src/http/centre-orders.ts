import type { FastifyRequest } from 'fastify';
import type { By } from '../agents/events.ts';
import type { Command } from '../calls/commands.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import type { CentrePicture } from '../supervision/events.ts';
import { gaveOn, isPartOf } from '../supervision/parts.ts';
import type { CentreLink } from '../supervision/ports.ts';
import type { Visitor } from './access.ts';

/** What a client may choose as `Idempotency-Key`. */
const KEY = /^[A-Za-z0-9._-]{1,64}$/;

/** The latest picture, also while `calls` is away for a moment. Fails with `calls-away` before the first one. */
export function pictureOf(centre: CentreLink): CentrePicture {
  const known = centre.picture();
  if (known === null) throw new CauceError('calls-away');
  return known.picture;
}

/**
 * Sends a command of this person to the calls process and answers the call it started, if any.
 * A repeated `Idempotency-Key` of the same person is carried out once; `turn` tells the orders of one request apart.
 * Fails with the code of the outcome.
 */
export async function order(
  centre: CentreLink,
  visitor: Visitor,
  headers: FastifyRequest['headers'],
  command: Command,
  turn = '',
): Promise<{ call: string | undefined }> {
  const key = headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || !KEY.test(key))) {
    throw new CauceError('invalid-input', {
      faults: [{ path: 'headers.idempotency-key', message: 'must match [A-Za-z0-9._-]{1,64}' }],
    });
  }
  const id = key === undefined ? newId() : `${visitor.person.id}:${key}${turn}`;
  const outcome = await centre.command(id, command);
  if (!outcome.ok) throw new CauceError(outcome.code);
  return { call: outcome.call };
}

/** As whom the calls process is told of a visitor. */
export const byOf = ({ person: { id, displayName } }: Visitor): By => ({ id, name: displayName });

/**
 * Fails with `not-your-call` when the call is somebody else's, with `call-gone` when it is not there any more. `orGaveOn`: it may
 * be one that they have given on.
 */
export function ownCall(centre: CentreLink, person: string, call: string, orGaveOn = false): void {
  const picture = pictureOf(centre);
  const found = picture.calls.find(({ id }) => id === call);
  if (found && isPartOf(person, found)) return;
  const { work, beside } = picture.agents.find(({ id }) => id === person) ?? {};
  if ([work, beside].some(each => each !== undefined && 'call' in each && each.call === call)) return;
  if (found === undefined) throw new CauceError('call-gone');
  if (!gaveOn(person, found)) throw new CauceError('not-your-call');
  if (!orGaveOn) throw new CauceError('already-given-on');
}
