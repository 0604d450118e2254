import { toJson } from './text.ts';

/** One step of a statement of several. Null for `rows`: it has none of its own. `sql` is given what they are called there, as `jsonb`. */
export interface StatementPart {
  readonly name: string;
  readonly rows: readonly unknown[] | null;
  readonly sql: (rows: string) => string;
}

/**
 * One statement of all parts, which is one transaction and one round trip, and its parameters. PostgreSQL prepares for
 * each part with every run, also for no rows, so those that have none are left out: a few texts come of it, each planned
 * once. `result` is given the names of those that are there.
 */
export function statementOf(
  parts: readonly StatementPart[],
  result: (names: readonly string[]) => string,
): { readonly text: string; readonly values: readonly string[] } {
  const values: string[] = [];
  const steps = parts
    .filter(({ rows }) => rows === null || rows.length > 0)
    .map(({ name, rows, sql }) => {
      if (rows === null) return { name, sql: sql('') };
      return { name, sql: sql(`$${values.push(toJson(rows))}::jsonb`) };
    });
  const names = steps.map(({ name }) => name);
  return {
    text: `with ${steps.map(step => `${step.name} as (${step.sql})`).join(', ')} ${result(names)}`,
    values,
  };
}
