/**
 * Promises of a ticket, and contacts by their numbers, are found without reading all of them. An import of contacts leaves no list
 * that is pending in the index: as long as it is there, the index is not worth its reading.
 */
export const foundByNumber = `
create index scheduled_calls_ticket on scheduled_calls (ticket) where ticket is not null;
create index contacts_numbers on contacts using gin (jsonb_path_query_array(numbers, '$[*].number')) with (fastupdate = off);
`;
