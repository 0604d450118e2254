/**
 * Who asked to hear a recording whose file is not the kept one was refused, and that is on record too. A kept recording has
 * had its SHA-256 since the first release; from here on the database asks for it.
 */
export const damagedListens = `
alter table recording_listens add column outcome text not null default 'heard' check (outcome in ('heard', 'damaged'));
alter table recordings add constraint recordings_kept_hash check (state <> 'kept' or sha256 <> '');
`;
