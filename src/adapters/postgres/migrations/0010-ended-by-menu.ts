/** A ticket whose call the menu ended is no ticket of a caller who hung up. Those closed before this stay as they are. */
export const endedByMenu = `
alter table tickets drop constraint tickets_closed_as_check;
alter table tickets add constraint tickets_closed_as_check
  check (closed_as in ('agreed', 'unreachable', 'informed-by-menu', 'left-in-menu', 'ended-by-menu'));
`;
