import fastifyStatic from '@fastify/static';
import type { Api } from './api.ts';

/** Every desk is the same page; it shows what the reader's role may see. */
export const PAGES = [
  '/',
  '/agent',
  '/supervisor',
  '/supervisor/recordings',
  '/supervisor/listens',
  '/wallboard',
  '/supervisor/figures',
  '/supervisor/notices',
  '/supervisor/scheduled',
  '/tickets',
  '/customers',
  '/admin',
  '/audit',
  '/crew',
  '/call',
  '/first-admin',
] as const;

/** The built softphone: pages are asked for again each time, files with a hash in their name never. */
export async function pageRoutes(app: Api, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    cacheControl: false,
    // The build has written each file once more, compressed: `app.js.br`, `app.js.gz`.
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.setHeader('vary', 'accept-encoding');
      const hashed = /[\\/]assets[\\/]/.test(path);
      reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const page of PAGES) {
    app.get(page, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
  }
  // As people write it by hand, or a message shortens it.
  app.get<{ Params: { number: string } }>('/tickets/:number', { schema: { hide: true } }, (request, reply) =>
    reply.redirect(`/tickets?number=${encodeURIComponent(request.params.number)}`),
  );
}
