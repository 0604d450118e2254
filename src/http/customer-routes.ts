import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CustomerLine, CustomerSummary } from '../customers/customer.ts';
import { readDocument, segmentOf } from '../customers/document.ts';
import { toLine } from '../customers/phone-number.ts';
import type { CustomerDeed } from '../customers/ports.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { maskedNumber } from '../rights/numbers.ts';
import { isPartOf } from '../supervision/parts.ts';
import { listOf } from './answers/common.ts';
import { CustomerAnswer } from './answers/customers.ts';
import { type Api, visitorOf } from './api.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { TypedSearch } from './search-text.ts';
import { type CustomerFound, CustomerQuery, NewCustomer, NewLine } from './shapes/customers.ts';
import type { List } from './shapes/list.ts';

const params = z.strictObject({ id: z.string().min(1).max(64) });

/** Who the customers are: anyone who speaks with one finds them or writes them down. Who looked at what is kept. */
export function customerRoutes(
  app: Api,
  { customers, centre, clock, config, log }: WebParts,
  search: TypedSearch,
): void {
  const schema = { tags: ['customers'] };
  const note = (
    request: Pick<FastifyRequest, 'visitor' | 'ip'>,
    customer: string | null,
    deed: CustomerDeed['deed'],
    detail = '',
  ) => {
    const { person } = visitorOf(request);
    return customers.note({ at: clock.now(), person: person.id, customer, deed, detail }, request.ip);
  };

  app.get(
    '/customers',
    {
      schema: {
        ...schema,
        summary: 'Customers by name, document, telephone number or account; at least 3 letters or 4 digits',
        querystring: CustomerQuery,
        response: {
          200: listOf(CustomerAnswer),
          ...failing('search-too-short', 'too-many-tries', 'overloaded'),
        },
      },
    },
    async (request): Promise<List<CustomerFound>> => {
      const { text, limit } = request.query;
      await note(request, null, 'searched', text);
      return search.list(visitorOf(request), text, async sought => {
        const { items, total } = await customers.search(sought, limit);
        return { items: items.map(found), total };
      });
    },
  );

  app.post(
    '/customers',
    {
      schema: {
        ...schema,
        summary: 'Write down a customer who is not known yet',
        body: NewCustomer,
        response: {
          201: CustomerAnswer,
          ...failing('document-not-valid', 'number-not-valid', 'customer-exists'),
        },
      },
    },
    async (request, reply): Promise<CustomerFound> => {
      const { name, document: written, number, account } = request.body;
      const document = readDocument(written, config.country);
      if (document === null) throw new CauceError('document-not-valid');
      const customer: CustomerSummary = {
        id: newId(),
        name,
        document,
        segment: segmentOf(document),
        lines: number === '' ? [] : [contactLine(meant(request, number), config.country)],
        account: { id: account, state: 'unknown' },
        contract: null,
      };
      const { added } = await customers.add(customer);
      if (!added) throw new CauceError('customer-exists');
      await note(request, customer.id, 'created');
      log.info({ customer: customer.id, by: visitorOf(request).person.id }, 'customer written down');
      void reply.code(201);
      return found(customer);
    },
  );

  app.post(
    '/customers/:id/lines',
    {
      schema: {
        ...schema,
        summary: 'Add a telephone number that reaches the customer',
        params,
        body: NewLine,
        response: { 200: CustomerAnswer, ...failing('unknown-resource', 'number-not-valid') },
      },
    },
    async (request): Promise<CustomerFound> => {
      const line = contactLine(meant(request, request.body.number), config.country);
      const customer = await customers.addLine(request.params.id, line);
      if (customer === null) throw new CauceError('unknown-resource');
      await note(request, customer.id, 'line-added', line.number);
      return found(customer);
    },
  );

  /** A number of which the last digits are shown only is sent back so: it is that of one's own call. */
  function meant(request: Pick<FastifyRequest, 'visitor'>, written: string): string {
    const { person } = visitorOf(request);
    const own = (centre.picture()?.picture.calls ?? []).filter(call => isPartOf(person.id, call));
    const shown = written.trim();
    return own.find(({ callerNumber }) => shown === maskedNumber(callerNumber))?.callerNumber ?? written;
  }
}

function found({ id, name, document, segment, account, lines }: CustomerSummary): CustomerFound {
  return { id, name, document, segment, account: account.id, lines: lines.map(line => line.number) };
}

/** A telephone that is rung to reach the customer. Only a whole number of some country is one. */
function contactLine(written: string, country: string): CustomerLine {
  const number = toLine(written, country);
  if (!/^\+\d{8,15}$/.test(number)) throw new CauceError('number-not-valid');
  return { number, service: 'contact', address: '' };
}
