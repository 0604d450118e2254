import { z } from 'zod';
import { PHONE_KINDS, ROLES } from '../../agents/events.ts';
import type { List } from '../shapes/list.ts';

/**
 * What the API answers, for its document and for the tests. The compiler holds each shape against the type
 * that the routes return, so the document cannot drift; answers are not parsed again while the server runs.
 */
export const instant = z.number().describe('epoch ms');
export const words = z.object({ es: z.string(), en: z.string() });
export const role = z.enum(ROLES);
export const phoneKind = z.enum(PHONE_KINDS);

export const Done = z.object({ ok: z.literal(true) });

export function listOf<Item>(item: z.ZodType<Item>): z.ZodType<List<Item>> {
  return z.object({ items: z.array(item), total: z.int() });
}
