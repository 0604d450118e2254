import { Readable } from 'node:stream';
import { z } from 'zod';
import { CSV_HEAD, csvRow } from '../audit/csv.ts';
import type { AuditCard } from '../audit/events.ts';
import { faultWords } from '../audit/fault-words.ts';
import { AUDIT_KINDS } from '../audit/kinds.ts';
import type { AuditFilter } from '../audit/ports.ts';
import { AuditCardAnswer, AuditStateAnswer } from './answers/audit.ts';
import { listOf } from './answers/common.ts';
import { type Api, whoOf } from './api.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { AuditState } from './shapes/audit.ts';
import type { List } from './shapes/list.ts';

const Filter = z.strictObject({
  kind: z.enum(AUDIT_KINDS).optional(),
  person: z.string().min(1).max(64).optional().describe('who did it, or whom it is about'),
  from: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe('epoch ms'),
  to: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('epoch ms, not included'),
});
const Query = Filter.extend({
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('rows before this number'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** Rows of an export that are read in one step. */
const BATCH = 500;

/** What was done and tried in the centre, for its admin: to read, to check and to take along. */
export function auditRoutes(app: Api, { audit, auditStore, chainWatch, clock, log }: WebParts): void {
  const schema = { tags: ['audit'] };

  app.get(
    '/audit',
    {
      schema: {
        ...schema,
        summary: 'What was done and tried, newest first',
        querystring: Query,
        response: { 200: listOf(AuditCardAnswer), ...failing('overloaded') },
      },
    },
    async (request): Promise<List<AuditCard>> => {
      const { before, limit, ...asked } = request.query;
      const filter = given(asked);
      const [items, total] = await Promise.all([
        auditStore.list(filter, { limit, ...(before === undefined ? {} : { before }) }),
        auditStore.count(filter),
      ]);
      return { items, total };
    },
  );

  const state = (): AuditState => {
    const known = chainWatch.state();
    return { ...known, faults: known.faults.map(fault => ({ ...fault, words: faultWords(fault) })) };
  };

  app.get(
    '/audit/state',
    {
      schema: {
        ...schema,
        summary: 'Whether the log is what was written, as far as it was looked at',
        response: { 200: AuditStateAnswer, ...failing() },
      },
    },
    async (): Promise<AuditState> => state(),
  );

  app.post(
    '/audit/check',
    {
      schema: {
        ...schema,
        summary: 'Look at the whole log anew; the state tells when that has ended',
        response: { 200: AuditStateAnswer, ...failing() },
      },
    },
    async (): Promise<AuditState> => {
      void chainWatch.checkWhole();
      return state();
    },
  );

  app.get(
    '/audit/export',
    {
      // A HEAD would be an export.
      exposeHeadRoute: false,
      schema: {
        ...schema,
        summary: 'The rows as CSV (RFC 4180, UTF-8), newest first; taking them along is a row too',
        querystring: Filter,
        response: { 200: z.string().describe('text/csv'), ...failing('overloaded') },
      },
    },
    async (request, reply) => {
      const filter = given(request.query);
      const rows = await auditStore.count(filter);
      const deed = { kind: 'exported', subject: null, data: { rows, filter: { ...filter } } } as const;
      const first = await audit.carryOut(whoOf(request), [deed], () =>
        auditStore.list(filter, { limit: BATCH }),
      );
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      log.info({ rows, by: whoOf(request).person }, 'audit log exported');
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="audit-${day}.csv"`)
        .send(Readable.from(written(filter, first)));
    },
  );

  async function* written(filter: AuditFilter, first: readonly AuditCard[]): AsyncGenerator<string> {
    yield CSV_HEAD;
    for (let cards = first; ; ) {
      yield cards.map(csvRow).join('');
      const before = cards.at(-1)?.seq;
      if (before === undefined || cards.length < BATCH) return;
      cards = await auditStore.list(filter, { before, limit: BATCH });
    }
  }
}

/** Without the fields that were not asked for. */
function given(asked: z.infer<typeof Filter>): AuditFilter {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
