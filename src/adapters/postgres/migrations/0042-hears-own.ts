/** Whether a person hears the recordings of their own calls: as before, unless an admin says otherwise. */
export const hearsOwn = `
alter table people add column hears_own boolean not null default true;
`;
