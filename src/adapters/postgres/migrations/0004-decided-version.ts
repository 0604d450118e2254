/** Which version last changed what a person's decision rests on: a step is refused only when that came after their page. */
export const decidedVersion = `
alter table tickets add column decided_version int;
update tickets set decided_version = version;
alter table tickets alter column decided_version set not null;
`;
