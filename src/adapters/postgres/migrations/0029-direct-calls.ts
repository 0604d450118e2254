/**
 * The number at which a person is called directly, unique among those who have one ('' is none), and for whom alone a call
 * was.
 */
export const directCalls = `
alter table people add column extension text not null default '';
create unique index people_extension on people (extension) where extension <> '';
alter table calls add column direct_to text;
create index calls_direct_to on calls (direct_to) where direct_to is not null;
`;
