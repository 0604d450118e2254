import { z } from 'zod';
import type { CrmAccess } from '../../config/crm.ts';
import type { Crm, CrmAnswer, CrmQuestion } from '../../customers/crm.ts';
import type { Clock } from '../../kit/clock.ts';
import { CauceError } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';

/** An agent looks at an empty place for no longer than this, ms. */
const WITHIN_MS = 3_000;
/** Readings of one customer are often: the page, the sheet beside the call, a colleague's. They share an answer so long, ms. */
const FRESH_MS = 30_000;
/** One that did not answer is left alone so long: each question would hold an agent's page for seconds, ms. */
const REST_MS = 5_000;
const UNDER_WAY_MAX = 20;
const BYTES_MAX = 65_536;

/** What is too long or too much is cut: one customer's odd record is no reason to show nothing of them. */
const Answer = z.object({
  facts: z
    .array(
      z.object({
        label: z.string().transform(text => text.slice(0, 60)),
        value: z.string().transform(text => text.slice(0, 500)),
      }),
    )
    .transform(facts => facts.slice(0, 40)),
  // An address that runs something, or that is too long for one, is none.
  page: z.string().nullish(),
});
const Page = z.url({ protocol: /^https$/ }).max(2_000);

/**
 * Asks a CRM by HTTP: `POST url` with a `CrmQuestion` as JSON, answered with
 * `{"facts": [{"label": "Plan", "value": "Fibra 200"}], "page": "https://crm.example.org/c/77"}`, or 404 where it does not know
 * the customer. In the body, because addresses are logged on the way. Redirects are not followed: the token is for one place.
 */
export function httpCrm({ url, token }: CrmAccess, clock: Clock, log: Log): Crm {
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<CrmAnswer> }>();
  let underWay = 0;
  let restsUntil = 0;

  async function asked(question: CrmQuestion): Promise<CrmAnswer> {
    underWay += 1;
    let isUp = false;
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(WITHIN_MS),
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: JSON.stringify(question),
      });
      if (response.status === 404) {
        await response.body?.cancel();
        return { kind: 'unknown' };
      }
      isUp = response.status < 500 && response.status !== 429;
      if (!response.ok) {
        await response.body?.cancel();
        throw new Error(`status ${response.status}`);
      }
      const { facts, page } = Answer.parse(JSON.parse(await textOf(response)));
      return { kind: 'known', facts, page: Page.safeParse(page).data ?? null };
    } catch (error) {
      // What it says of one customer may be wrong where it is right of all others.
      if (!isUp) restsUntil = clock.now() + REST_MS;
      // The customer is not named: only what is wrong with the CRM.
      log.warn({ reason: reasonOf(error) }, 'crm asked → away');
      throw new CauceError('crm-away');
    } finally {
      underWay -= 1;
    }
  }

  return {
    async ask(question) {
      const now = clock.now();
      for (const [id, { at }] of kept) {
        if (now - at < FRESH_MS) break;
        kept.delete(id);
      }
      const key = JSON.stringify(question);
      const before = kept.get(key);
      if (before !== undefined) return before.answer;
      if (now < restsUntil || underWay >= UNDER_WAY_MAX) throw new CauceError('crm-away');
      const answer = asked(question);
      kept.set(key, { at: now, answer });
      answer.catch(() => kept.delete(key));
      return answer;
    },
  };
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > BYTES_MAX) throw new Error(`more than ${BYTES_MAX} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** What is wrong, without anything of the answer: a fault of its shape names the place and not the value. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return `not as expected: ${error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ')}`;
  if (error instanceof SyntaxError) return 'no JSON';
  if (!(error instanceof Error)) return 'unknown';
  const cause = error.cause;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}
