import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { type Rule, ruleOf } from './access.ts';
import type { Api } from './api.ts';
import { documentPage } from './document-page.ts';

const WHO: Readonly<Record<Rule, string>> = {
  anyone: 'Anyone.',
  guests: 'Anyone, where guests may call (CAUCE_DEMO or CAUCE_WEB_CALLS).',
  joining: 'Logged in.',
  everyone: 'Every role, after accepting the confidentiality text.',
  'phone-users': 'Roles with a telephone: agent, level-2.',
  'customer-users': 'Roles that serve customers: agent, level-2, supervisor.',
  admin: 'The role admin.',
  monitors: 'Programs on this machine, or with the token of CAUCE_METRICS_TOKEN.',
};

/** Collects the OpenAPI document from the routes that are registered after this. */
export async function describeApi(app: Api, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cauce',
        version,
        description:
          'A contact centre with a telephone inside. Errors are `application/problem+json` (RFC 9457) whose ' +
          '`code` is stable. Instants are epoch milliseconds, spans are milliseconds. Orders take an ' +
          '`Idempotency-Key`: repeated, they are carried out once.',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-cauce' } },
      },
    },
    transform: input => {
      const told = jsonSchemaTransform(input);
      const method = [input.route.method].flat().find(name => name !== 'HEAD') ?? 'GET';
      const rule = ruleOf(method, input.route.url);
      const open = rule === 'anyone' || rule === 'guests';
      return {
        ...told,
        schema: {
          ...told.schema,
          ...(rule === null ? {} : { description: WHO[rule] }),
          security: open ? [] : [{ session: [] }],
        },
      };
    },
  });
}

/** The document itself, and a page for people made from it. */
export function documentRoutes(app: Api): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  app.get('/api/docs', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(documentPage(app.swagger())),
  );
}
