import { createHmac } from 'node:crypto';

/**
 * The key (AES-256, base64) that a person's drafts are sealed with in the browser. It is the same at each log-in, so that
 * a draft outlives its session, and nobody else at the same computer is ever given it.
 */
export function draftKey(serverKey: Buffer, person: string): string {
  return createHmac('sha256', serverKey).update(`drafts:${person}`).digest('base64');
}
