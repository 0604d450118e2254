import { DEFAULT_LIMITS } from '../../tickets/policy.ts';
import type { TicketPolicy } from '../../tickets/ticket-policy.ts';
import type { Row } from './database.ts';

/** Time boxes, routes and limits as one row: they are read with each step, so a change holds at once. */
export const SELECT_POLICY = `
  select
    (select coalesce(jsonb_agg(jsonb_build_object('topic', topic, 'level', level, 'limitMs', limit_ms)), '[]')
     from level_limits) as level_limits,
    (select coalesce(jsonb_agg(jsonb_build_object('topic', topic, 'level', level, 'area', area)), '[]')
     from ticket_routes) as routes,
    (select coalesce(jsonb_object_agg(name, area), '{}') from queues) as queue_areas,
    (select coalesce(jsonb_object_agg(name, value), '{}') from policies
     where name in ('${Object.keys(DEFAULT_LIMITS).join("', '")}')) as limits_set`;

export function toPolicy(row: Row): TicketPolicy {
  const set = (row.limits_set ?? {}) as Record<string, unknown>;
  const number = (name: keyof typeof DEFAULT_LIMITS) =>
    typeof set[name] === 'number' ? set[name] : DEFAULT_LIMITS[name];
  return {
    levelLimits: (row.level_limits ?? []) as TicketPolicy['levelLimits'],
    routes: (row.routes ?? []) as TicketPolicy['routes'],
    queueAreas: (row.queue_areas ?? {}) as TicketPolicy['queueAreas'],
    attentionLimitMs: number('attentionLimitMs'),
    contactTries: number('contactTries'),
  };
}
