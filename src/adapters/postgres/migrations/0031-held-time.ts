/** How long the customer was on hold, ms; unknown (null) of calls until now, in whose `talked_ms` it is. */
export const heldTime = `
alter table calls add column held_ms bigint;
`;
