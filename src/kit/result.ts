/** A value or a fault, for work whose failure is part of its job. */
export type Result<Value, Fault> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: Fault };

export const good = <Value>(value: Value): Result<Value, never> => ({ ok: true, value });
export const bad = <Fault>(fault: Fault): Result<never, Fault> => ({ ok: false, fault });
