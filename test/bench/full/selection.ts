/** The rows of the default table, and the long ones of `--full`. */
export const SHORT_ROWS = ['P1', 'P1b', 'P2', 'P3', 'P6'] as const;
export const LONG_ROWS = ['P4', 'R14', 'P5', 'P13', 'P15', 'P19'] as const;

export type ShortRow = (typeof SHORT_ROWS)[number];
export type LongRow = (typeof LONG_ROWS)[number];

export interface Chosen {
  readonly short: ReadonlySet<ShortRow>;
  readonly long: ReadonlySet<LongRow>;
}

/** The rows that were asked for: `only` is `P5,P13`; without it all short ones, and with `full` the long ones too. */
export function chosenRows({ full, only }: { readonly full: boolean; readonly only?: string }): Chosen {
  if (only === undefined) return { short: new Set(SHORT_ROWS), long: new Set(full ? LONG_ROWS : []) };
  const asked = only.split(',').map(each => each.trim().toUpperCase());
  const among = <Name extends string>(names: readonly Name[]) =>
    new Set(names.filter(name => asked.includes(name.toUpperCase())));
  const known: readonly string[] = [...SHORT_ROWS, ...LONG_ROWS];
  const unknown = asked.find(name => !known.some(each => each.toUpperCase() === name));
  if (unknown !== undefined) throw new Error(`there is no row ${unknown}; there are: ${known.join(', ')}`);
  return { short: among(SHORT_ROWS), long: among(LONG_ROWS) };
}
