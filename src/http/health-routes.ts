import { z } from 'zod';
import { ReadyAnswer } from './answers/health.ts';
import type { Api } from './api.ts';
import type { Metrics } from './metrics.ts';
import type { WebParts } from './parts.ts';

/** For launchers, load balancers and graphs: is the process alive, does every part answer, what does it do. */
export function healthRoutes(app: Api, { probes, centre }: WebParts, metrics: Metrics): void {
  const schema = { tags: ['health'] };

  app.get(
    '/health/live',
    {
      schema: {
        ...schema,
        summary: 'This process answers',
        response: { 200: z.object({ ok: z.literal(true) }) },
      },
    },
    async () => ({ ok: true }),
  );

  app.get(
    '/health/ready',
    {
      schema: {
        ...schema,
        summary: 'Every part answers (200), or which one does not (503)',
        description: '`calls` is up from its first comparison of the calls with Asterisk on.',
        response: { 200: ReadyAnswer, 503: ReadyAnswer },
      },
    },
    async (_request, reply) => {
      const [database, redis, asterisk] = await Promise.all([
        probes.database(),
        probes.redis(),
        probes.asterisk(),
      ]);
      const up = { database, redis, calls: centre.serves(), asterisk };
      const ready = Object.values(up).every(Boolean);
      const components = Object.fromEntries(
        Object.entries(up).map(([name, answers]) => [name, answers ? 'up' : 'away']),
      );
      void reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
      return { ready, components };
    },
  );

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    void reply.type(metrics.contentType).header('cache-control', 'no-store');
    return reply.send(await metrics.text());
  });
}
