/**
 * Who may call back may dial the same numbers: a call-back takes any number that somebody writes, so this permits nothing
 * that was not.
 */
export const dialledNumbers = `
update policies set value = jsonb_set(value, '{allow}', (
  select coalesce(jsonb_agg(
    case when (permission->'entries') @> '["call-back"]' and not (permission->'entries') @> '["dial"]'
      then jsonb_set(permission, '{entries}', (permission->'entries') || '["dial"]')
      else permission end order by place), '[]')
  from jsonb_array_elements(value->'allow') with ordinality as each (permission, place)
)) where name = 'outgoing' and jsonb_typeof(value->'allow') = 'array';
`;
