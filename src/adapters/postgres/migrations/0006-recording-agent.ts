/** Who spoke on a recording; null where its facts did not say so, and then it is whom the call had last. */
export const recordingAgent = `
alter table recordings add column agent text;
`;
