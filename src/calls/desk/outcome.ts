import type { CommandOutcome } from '../commands.ts';

export const OK: CommandOutcome = { ok: true };
