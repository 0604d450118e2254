import { pictureFor } from '../supervision/reader-view.ts';
import { BreakAnswer, DispositionAnswer, listOf, QueueAnswer } from './answers.ts';
import { type Api, visitorOf } from './api.ts';
import { pictureOf } from './centre-orders.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { DispositionCard, List, QueuePicture } from './shapes.ts';

/** The queues as they are now, and the words agents choose from: dispositions and breaks. */
export function queueRoutes(app: Api, { centre, settings }: WebParts): void {
  const schema = { tags: ['queues'] };

  app.get(
    '/queues',
    {
      schema: {
        ...schema,
        summary: 'Who waits and how well they are served today',
        response: { 200: listOf(QueueAnswer), ...failing('calls-away') },
      },
    },
    async (request): Promise<List<QueuePicture>> => {
      const { queues } = pictureFor(visitorOf(request).person, pictureOf(centre));
      return { items: queues, total: queues.length };
    },
  );

  app.get(
    '/dispositions',
    {
      schema: {
        ...schema,
        summary: 'How a call can have ended',
        response: { 200: listOf(DispositionAnswer), ...failing() },
      },
    },
    async (): Promise<List<DispositionCard>> => {
      const { dispositions } = await settings.load();
      return { items: dispositions, total: dispositions.length };
    },
  );

  app.get(
    '/breaks',
    {
      schema: { ...schema, summary: 'Kinds of breaks', response: { 200: listOf(BreakAnswer), ...failing() } },
    },
    async () => {
      const { breaks } = await settings.load();
      return { items: breaks, total: breaks.length };
    },
  );
}
