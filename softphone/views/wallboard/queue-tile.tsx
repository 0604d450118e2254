import type { Grade } from '../../../src/queues/thresholds.ts';
import type { QueuePicture } from '../../../src/supervision/events.ts';
import { GRADE_SIGNS, gradeOf } from '../../state/wall.ts';
import { clockSpan } from '../../words/format.ts';
import { wallboardWords } from '../../words/wallboard.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import style from './wallboard.module.css';

interface QueueTileProps {
  readonly queue: QueuePicture;
  /** What is shown is of this moment, by the server's clock; null: of now. */
  readonly frozenAt: number | null;
}

/** One queue: who waits, who serves, and how it went today; what is past a threshold in colour, with a sign and a word. */
export function QueueTile({ queue, frozenAt }: QueueTileProps) {
  const { formats } = useWords();
  const { wall: own } = useOwnWords(wallboardWords);
  const running = useNow();
  const now = frozenAt ?? running;
  const { troubles, grade } = gradeOf(queue, now);
  const { today } = queue;
  return (
    <section
      className={style.tile}
      data-queue={queue.name}
      data-grade={grade ?? 'calm'}
      aria-label={queue.title}
    >
      <div className={style.head}>
        <h2>{queue.title}</h2>
        {grade === null ? null : (
          <strong className={style.grade} data-grade={grade}>
            <span aria-hidden>{GRADE_SIGNS[grade]}</span> {own.grades[grade]}
          </strong>
        )}
        {queue.open ? null : <span className={style.closed}>{own.closed}</span>}
      </div>
      <dl className={style.large}>
        <Figure name={own.waiting} grade={troubles.waiting} value={String(queue.waiting)} what="waiting" />
        <Figure
          name={own.wait}
          grade={troubles.wait}
          value={queue.oldestSince === null ? '–' : clockSpan(now - queue.oldestSince)}
          what="wait"
        />
      </dl>
      <dl className={style.small}>
        <Figure
          name={troubles.nobodyReady ? own.nobodyReady : own.ready}
          grade={troubles.nobodyReady}
          value={String(queue.agentsReady)}
          what="ready"
        />
        <Figure name={own.talking} value={String(queue.agentsTalking)} what="talking" />
        <Figure name={own.onBreak} value={String(queue.agentsOnBreak)} what="break" />
        <Figure name={own.answered} value={String(today.answered)} what="answered" />
        <Figure name={own.abandoned} value={String(today.abandoned)} what="abandoned" />
        <Figure
          name={own.level(Math.round(today.answerWithinMs / 1000))}
          title={own.levelTitle}
          grade={troubles.level}
          value={formats.percent(today.serviceLevel)}
          what="level"
        />
      </dl>
    </section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  /** Its name for tests and support. */
  readonly what: string;
  readonly title?: string;
  readonly grade?: Grade | undefined;
}

function Figure({ name, value, what, title, grade }: FigureProps) {
  return (
    <div className={style.figure} data-figure={what} data-grade={grade ?? 'calm'} title={title}>
      <dt>{name}</dt>
      <dd>
        {grade ? (
          <span className={style.sign} aria-hidden>
            {GRADE_SIGNS[grade]}
          </span>
        ) : null}
        {value}
      </dd>
    </div>
  );
}
