import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  FastifyTypeProvider,
  RawServerDefault,
} from 'fastify';
import type { z } from 'zod';
import type { Who } from '../audit/events.ts';
import { CauceError } from '../kit/errors.ts';
import type { Actor } from '../tickets/ticket-steps.ts';
import type { Visitor } from './access.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set by the access hook, null on routes that need nobody. */
    visitor: Visitor | null;
  }
}

/** Input is typed by the route's Zod schemas; answers are typed by the routes themselves. */
interface ZodInput extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: unknown;
}

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodInput
>;

/** The visitor of a route whose rule needs one. */
export function visitorOf(request: Pick<FastifyRequest, 'visitor'>): Visitor {
  if (request.visitor === null) throw new CauceError('not-logged-in');
  return request.visitor;
}

/** Who asks and from where, as the audit log knows them. */
export function whoOf({ visitor, ip }: Pick<FastifyRequest, 'visitor' | 'ip'>): Who {
  return { person: visitor?.person.id ?? null, address: ip };
}

/** A visitor as the rules of tickets know them. */
export function readerOf({ person }: Visitor): Actor {
  const { id, role, level, telephone } = person;
  return { id, role, level, telephone };
}
