import { z } from 'zod';
import { crmQuestionOf } from '../customers/crm.ts';
import { CauceError } from '../kit/errors.ts';
import { seesTicket } from '../rights/sight.ts';
import { HISTORY_KINDS } from '../tickets/customer-history.ts';
import {
  CrmAnswerShape,
  CustomerHistoryAnswer,
  CustomerOnTicketAnswer,
  CustomerRecordAnswer,
} from './answers/customers.ts';
import { type Api, visitorOf } from './api.ts';
import { CustomerLooks } from './customer-looks.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import {
  type CrmShown,
  type CustomerHistoryRead,
  type CustomerOnTicket,
  type CustomerRecord,
  HistoryQuery,
  recordShown,
  writtenPlace,
} from './shapes/customers.ts';
import { sightOfVisitor } from './visitor-sight.ts';

const params = z.strictObject({ id: z.string().min(1).max(64) });

/** One customer with all that is on record of them. Who looked at whom is kept. */
export function customerPageRoutes(app: Api, parts: WebParts): void {
  const { customers, crm, customerHistory, tickets, centre, clock } = parts;
  const schema = { tags: ['customers'] };
  const looks = new CustomerLooks(customers, clock);

  app.get(
    '/customers/:id',
    {
      schema: {
        ...schema,
        summary: 'Who a customer is, and what they have with us',
        params,
        response: { 200: CustomerRecordAnswer, ...failing('unknown-resource') },
      },
    },
    async (request): Promise<CustomerRecord> => {
      const customer = await customers.get(request.params.id);
      if (customer === null) throw new CauceError('unknown-resource');
      await looks.note(request, customer.id);
      return recordShown(customer);
    },
  );

  app.get(
    '/customers/:id/crm',
    {
      schema: {
        ...schema,
        summary: "What the company's own customer system says of a customer, as it says it",
        params,
        response: { 200: CrmAnswerShape, ...failing('unknown-resource', 'crm-away') },
      },
    },
    async (request): Promise<CrmShown> => {
      const customer = await customers.get(request.params.id);
      if (customer === null) throw new CauceError('unknown-resource');
      await looks.note(request, customer.id);
      const question = crmQuestionOf(customer);
      return { ...(await crm.ask(question)), lines: question.lines };
    },
  );

  app.get(
    '/tickets/:number/customer',
    {
      schema: {
        ...schema,
        summary:
          'The customer of a work order, as they were known when it became theirs and as they are today',
        params: z.strictObject({ number: z.string().min(1).max(40) }),
        response: { 200: CustomerOnTicketAnswer, ...failing('not-in-sight', 'unknown-resource') },
      },
    },
    async (request): Promise<CustomerOnTicket> => {
      const { number } = request.params;
      const subject = await tickets.subject(number);
      if (subject === null) throw new CauceError('unknown-resource');
      if (!seesTicket(sightOfVisitor(visitorOf(request), centre), subject))
        throw new CauceError('not-in-sight', { ticket: number });
      if (subject.customer === null) return { onTicket: null, today: null };
      await looks.note(request, subject.customer);
      const [kept, today] = await Promise.all([
        tickets.customerThen(number),
        customers.get(subject.customer),
      ]);
      return {
        onTicket: kept && { at: kept.at, ...recordShown(kept.known) },
        today: today && recordShown(today),
      };
    },
  );

  app.get(
    '/customers/:id/history',
    {
      schema: {
        ...schema,
        summary:
          'Calls, messages, tickets and notes of a customer, newest first: all of them for whoever has the customer on the line, else those whose ticket one may read',
        params,
        querystring: HistoryQuery,
        response: { 200: CustomerHistoryAnswer, ...failing('overloaded') },
      },
    },
    async (request): Promise<CustomerHistoryRead> => {
      const { id: customer } = request.params;
      const { kinds = HISTORY_KINDS, before = null, limit } = request.query;
      await looks.note(request, customer);
      const sight = sightOfVisitor(visitorOf(request), centre);
      const { items, next } = await customerHistory.page({ customer, kinds, before, limit, sight });
      return { items, next: next && writtenPlace(next) };
    },
  );
}
