import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { CAPABILITIES, type Capability } from '../rights/capabilities.ts';
import { type Rule, ruleOf } from './access.ts';
import type { Api } from './api.ts';
import { documentPage } from './document-page.ts';

/** Who may use a route, for people. */
function whoMay(rule: Rule): string {
  switch (rule) {
    case 'anyone':
      return 'Anyone.';
    case 'guests':
      return 'Anyone, where guests may call (CAUCE_DEMO or CAUCE_WEB_CALLS).';
    case 'joining':
      return 'Logged in.';
    case 'monitors':
      return 'Programs on this machine, or with the token of CAUCE_METRICS_TOKEN.';
    default:
      return `Whoever has the capability \`${rule}\`: ${CAPABILITIES[rule].map(holderWords).join(', ')}.`;
  }
}

function holderWords(holder: (typeof CAPABILITIES)[Capability][number]): string {
  if (holder === 'telephone') return 'people with a telephone';
  if (holder === 'hears-own') return 'people from whom their own recordings are not kept';
  if (typeof holder === 'string') return holder;
  const { role, fromLevel, upToLevel } = holder;
  return `${role}${fromLevel ? ` from level ${fromLevel}` : ''}${upToLevel ? ` up to level ${upToLevel}` : ''}`;
}

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
          ...(rule === null ? {} : { description: whoMay(rule) }),
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
