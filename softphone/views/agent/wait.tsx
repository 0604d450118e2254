import type { CallPicture } from '../../../src/supervision/events.ts';
import { waitOf } from '../../state/waits.ts';
import { clockSpan } from '../../words/format.ts';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';

/** How long the customer has been in the line, or was, over all their transfers; `after`: of something on the same line. */
export function Wait({ call, after }: { readonly call: CallPicture; readonly after: boolean }) {
  const { words } = useWords();
  const wait = waitOf(call);
  if (wait === null) return null;
  return (
    <>
      {after ? ' · ' : null}
      <span className="figures" data-wait={wait.over ? 'over' : 'counts'}>
        {wait.over ? (
          `${wait.inAll ? words.customer.waitedInAll : words.customer.waited} ${clockSpan(wait.ms)}`
        ) : (
          <>
            {wait.inAll ? words.customer.waitsInAll : words.customer.waits} <Elapsed since={wait.since} />
          </>
        )}
      </span>
    </>
  );
}
