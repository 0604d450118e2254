import { FrontAnswer } from './answers/session.ts';
import type { Api } from './api.ts';
import { guestsMayCall } from './guests-may-call.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { Front } from './shapes/session.ts';

/** What the page before the log-in shows. */
export function frontRoutes(app: Api, { config }: Pick<WebParts, 'config'>): void {
  app.get(
    '/front',
    {
      schema: {
        tags: ['session'],
        summary: 'What the page before the log-in shows',
        response: { 200: FrontAnswer, ...failing() },
      },
    },
    (): Front => ({ guests: guestsMayCall(config) }),
  );
}
