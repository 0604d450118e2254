import type { Command, CommandOutcome } from '../../calls/commands.ts';
import type { CentreChange, CentrePicture } from '../../supervision/events.ts';

/**
 * From `calls` to its clients: first a snapshot, then changes with rising numbers and answers to commands; and once, to
 * whoever came before it, that calls are served (`serves` of later snapshots).
 */
export type ServerFrame =
  | {
      readonly kind: 'snapshot';
      readonly seq: number;
      readonly picture: CentrePicture;
      readonly serves: boolean;
    }
  | { readonly kind: 'serves' }
  | { readonly kind: 'change'; readonly change: CentreChange }
  | { readonly kind: 'outcome'; readonly id: string; readonly outcome: CommandOutcome };

/** From a client to `calls`. A command that comes again with the same id is answered again, not done again. */
export type ClientFrame = { readonly kind: 'command'; readonly id: string; readonly command: Command };
