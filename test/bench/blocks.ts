import { ForeignLoad } from './machine.ts';
import type { BenchSide } from './side.ts';

/** Two neighbouring blocks, one of each side: they had the same machine. */
export interface Pair<Block> {
  readonly theirs: Block;
  readonly ours: Block;
}

/** What the blocks of a row are run on. */
export interface Course {
  readonly yardstick: BenchSide;
  readonly ours: BenchSide;
  readonly say: (text: string) => void;
  /** No block is spoiled by foreign load: the figures are printed, and whoever asked for them judges nothing by them. */
  readonly despiteLoad: boolean;
}

/** Work that is none of ours spoils a block from this share of the machine on, 0 to 1. */
export const FOREIGN_SHARE = 0.1;
/** A spoiled block is run so many times more, and then its row says that it was not measured. */
export const REPEATS = 3;

/**
 * Runs blocks in the order A B B A …, so that a machine that slowly gets busier or calmer treats both sides alike. Null:
 * foreign load spoiled a block again and again. `loadIsThePoint`: then it spoils nothing.
 */
export async function pairsOf<Block>(
  { yardstick, ours, say, despiteLoad }: Course,
  what: string,
  measure: (side: BenchSide) => Promise<Block>,
  { pairs, loadIsThePoint = false }: { readonly pairs: number; readonly loadIsThePoint?: boolean },
): Promise<readonly Pair<Block>[] | null> {
  const found: Pair<Block>[] = [];
  const sides = [yardstick, ours];
  const calm = async (side: BenchSide): Promise<Block | null> => {
    for (let run = 0; run <= REPEATS; run += 1) {
      const load = new ForeignLoad(sides);
      const block = await measure(side);
      const share = load.share();
      const spoiled = share > FOREIGN_SHARE && !loadIsThePoint && !despiteLoad;
      const foreign = `${Math.round(share * 100)} % of the machine was used by others`;
      say(`${what}  ${side.name}: ${foreign}${spoiled ? ', which spoils the block' : ''}`);
      if (!spoiled) return block;
    }
    return null;
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    const first = await calm(pair % 2 === 0 ? yardstick : ours);
    const second = first === null ? null : await calm(pair % 2 === 0 ? ours : yardstick);
    if (first === null || second === null) return null;
    found.push(pair % 2 === 0 ? { theirs: first, ours: second } : { theirs: second, ours: first });
  }
  return found;
}
