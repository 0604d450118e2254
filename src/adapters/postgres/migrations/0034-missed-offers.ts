/** The calls that rang at somebody who did not take them are looked up by person. */
export const missedOffers = `
create index call_events_missed on call_events ((data ->> 'agent'), at desc) where kind = 'offer-ended';
`;
