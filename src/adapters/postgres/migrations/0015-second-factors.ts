/**
 * Authenticator apps: the secret is sealed by the program, recovery codes are hashes. In a centre that has people already
 * nobody must have one until an admin says so; in a new one the program's default holds.
 */
export const secondFactors = `
create table second_factors (
  person text primary key references people (id) on delete cascade,
  organization_id text not null default 'default',
  secret bytea not null,
  last_step bigint not null,
  recovery text[] not null,
  since bigint not null
);
insert into policies (name, value)
  select 'secondFactorRoles', '[]'::jsonb where exists (select from people)
  on conflict do nothing;
`;
