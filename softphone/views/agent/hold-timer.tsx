import { isLongHold } from '../../state/hold.ts';
import { clockSpan } from '../../words/format.ts';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import style from './agent.module.css';

/** How long the customer, or a colleague, has been on hold this time; a long one is amber, and told once to who does not see it. */
export function HoldTimer({ since }: { readonly since: number | undefined }) {
  const { words } = useWords();
  const now = useNow();
  const long = isLongHold(since, now);
  return (
    <>
      <span className={style.hold} data-hold-timer={long ? 'long' : 'short'}>
        {words.call.onHold} {since === undefined ? null : <time>{clockSpan(now - since)}</time>}
      </span>
      <span className="sr-only" role="status" aria-live="polite">
        {long ? words.call.longHold : ''}
      </span>
    </>
  );
}
