import { ListenPageAnswer } from './answers/listens.ts';
import type { Api } from './api.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import { type ListenPage, ListenQuery } from './shapes/recordings.ts';

/** Who listened to which recording, how far, and who took one along and why. */
export function listenRoutes(app: Api, { listenLog }: WebParts): void {
  app.get(
    '/recordings/listens',
    {
      schema: {
        tags: ['recordings'],
        summary:
          'Who listened to recordings and took them along, newest first; of one recording, or one person',
        querystring: ListenQuery,
        response: { 200: ListenPageAnswer, ...failing('overloaded') },
      },
    },
    async (request): Promise<ListenPage> => {
      const { limit, ...asked } = request.query;
      const rows = await listenLog.list({ ...given(asked), limit: limit + 1 });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, next: rows.length > limit && last ? `${last.at}.${last.id}` : null };
    },
  );
}

const given = <Asked extends object>(asked: Asked): { [Key in keyof Asked]: NonNullable<Asked[Key]> } =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Asked]: NonNullable<Asked[Key]>;
  };
