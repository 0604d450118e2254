/** The rows of the default table, and the long ones of `--full`. */
export const SHORT_ROWS = ['P1', 'P1b', 'P2', 'P3', 'P6'] as const;
export const LONG_ROWS = ['P4', 'R14', 'P5', 'P13', 'P15', 'P19', 'F1'] as const;

/** A conversation in a real browser, with `--conversation`. */
export const CONVERSATION_ROWS = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7'] as const;

export type ShortRow = (typeof SHORT_ROWS)[number];
export type LongRow = (typeof LONG_ROWS)[number];
export type ConversationRow = (typeof CONVERSATION_ROWS)[number];

export interface Chosen {
  readonly short: ReadonlySet<ShortRow>;
  readonly long: ReadonlySet<LongRow>;
  readonly conversation: ReadonlySet<ConversationRow>;
}

/** How rows were asked for. */
export interface Asked {
  readonly full: boolean;
  readonly conversation: boolean;
  readonly only?: string;
}

/**
 * The rows that were asked for: `only` is `P5,C1`; without it all short ones, and with `full` the long ones too; with
 * `conversation` those alone.
 */
export function chosenRows({ full, conversation, only }: Asked): Chosen {
  const none = {
    short: new Set<ShortRow>(),
    long: new Set<LongRow>(),
    conversation: new Set<ConversationRow>(),
  };
  if (only === undefined) {
    if (conversation) return { ...none, conversation: new Set(CONVERSATION_ROWS) };
    return { ...none, short: new Set(SHORT_ROWS), long: new Set(full ? LONG_ROWS : []) };
  }
  const asked = only.split(',').map(each => each.trim().toUpperCase());
  const among = <Name extends string>(names: readonly Name[]) =>
    new Set(names.filter(name => asked.includes(name.toUpperCase())));
  const known: readonly string[] = [...SHORT_ROWS, ...LONG_ROWS, ...CONVERSATION_ROWS];
  const unknown = asked.find(name => !known.some(each => each.toUpperCase() === name));
  if (unknown !== undefined) throw new Error(`there is no row ${unknown}; there are: ${known.join(', ')}`);
  return { short: among(SHORT_ROWS), long: among(LONG_ROWS), conversation: among(CONVERSATION_ROWS) };
}
