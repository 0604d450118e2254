import { TRUNK } from './endpoints.ts';
import type { AriLink } from './link.ts';
import type { AriEndpoint } from './wire.ts';

/**
 * Whether the trunk answers the OPTIONS that Asterisk sends it (`qualify_frequency`). Null where that is not known: there is no trunk,
 * it was not asked yet, or Asterisk does not answer.
 */
export async function trunkReachable(link: Pick<AriLink, 'send'>): Promise<boolean | null> {
  const answer = await link.send({ method: 'GET', path: ['endpoints', 'PJSIP', TRUNK] });
  if (answer.kind !== 'answer' || answer.status !== 200) return null;
  const { state } = answer.body as AriEndpoint;
  return state === 'online' ? true : state === 'offline' ? false : null;
}
