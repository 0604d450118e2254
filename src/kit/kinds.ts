/**
 * The kinds of a union as a list, in the order in which they are written. The record must name every kind and no other
 * one, so a kind that is forgotten does not compile; a plain array of them would.
 */
export const kindsOf = <Kind extends string>(all: Readonly<Record<Kind, unknown>>): readonly Kind[] =>
  Object.keys(all) as Kind[];
