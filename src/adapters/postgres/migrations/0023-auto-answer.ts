/** Whose telephones answer by themselves: a person's own setting, and what each queue says to it. */
export const autoAnswer = `
alter table people add column auto_answer boolean not null default false;
alter table queues add column auto_answer text not null default 'allows'
  check (auto_answer in ('allows', 'forces', 'forbids'));
`;
