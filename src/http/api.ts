import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  ContextConfigDefault,
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  FastifySchema,
  FastifyTypeProvider,
  RawServerDefault,
  RouteGenericInterface,
  RouteHandlerMethod,
  RouteShorthandOptions,
} from 'fastify';
import type { z } from 'zod';
import type { Who } from '../audit/events.ts';
import { CauceError } from '../kit/errors.ts';
import type { Actor } from '../tickets/ticket-steps.ts';
import type { PathOf, Visitor } from './access.ts';

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

type Fastify = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodInput
>;

/** Registers a route by a path that the access table has for this method; any other one does not compile. */
type Register<Method extends string> = <
  Generic extends RouteGenericInterface = RouteGenericInterface,
  Config = ContextConfigDefault,
  const Schema extends FastifySchema = FastifySchema,
>(
  path: PathOf<Method>,
  options: RouteShorthandOptions<
    RawServerDefault,
    IncomingMessage,
    ServerResponse,
    Generic,
    Config,
    Schema,
    ZodInput,
    FastifyBaseLogger
  >,
  handler: RouteHandlerMethod<
    RawServerDefault,
    IncomingMessage,
    ServerResponse,
    Generic,
    Config,
    Schema,
    ZodInput,
    FastifyBaseLogger
  >,
) => Fastify;

export type Api = Omit<
  Fastify,
  'get' | 'post' | 'put' | 'patch' | 'delete' | 'head' | 'options' | 'all' | 'route'
> & {
  readonly get: Register<'GET'>;
  /** A GET without its body, by the same rule. */
  readonly head: Register<'GET'>;
  readonly post: Register<'POST'>;
  readonly put: Register<'PUT'>;
  readonly patch: Register<'PATCH'>;
  readonly delete: Register<'DELETE'>;
};

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
