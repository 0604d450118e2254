import { policyWithoutLevelRole } from '../../../outgoing/level-role.ts';
import { toJson } from '../text.ts';
import type { Fill } from './list.ts';

/**
 * Level 2 is no role: its people are agents of level 2 or higher, and who has a telephone stands with the person. A second
 * factor that level 2 had to have is one that agents must have.
 */
export const levelIsNoRole = `
alter table people add column telephone boolean not null default false;
alter table people drop constraint people_role_check;
update people set
  telephone = role in ('agent', 'level-2'),
  level = case when role = 'level-2' then greatest(level, 2) else level end,
  role = case when role = 'level-2' then 'agent' else role end;
alter table people add check (role in ('agent', 'supervisor', 'admin'));

update policies set value = (
  select coalesce(jsonb_agg(distinct case when role = 'level-2' then 'agent' else role end), '[]')
  from jsonb_array_elements_text(value) as listed (role))
where name = 'secondFactorRoles' and value @> '["level-2"]';
`;

/** Permissions to call out say at which levels they hold. */
export const fillLevels: Fill = async query => {
  const [row] = await query("select value from policies where name = 'outgoing'", []);
  if (row === undefined) return;
  const value = toJson(policyWithoutLevelRole(row.value));
  await query("update policies set value = $1 where name = 'outgoing'", [value]);
};
