import { Badge, Group, Text } from '@mantine/core';
import type { CallPicture, QueuePicture } from '../../../src/supervision/events.ts';
import { me, type Screen } from '../../state/screen.ts';
import { waitingCalls } from '../../state/waiting.ts';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './agent.module.css';

/** Who waits and how long, in the order they will be served (S4-01). */
export function QueueBoard() {
  const { words } = useWords();
  const queues = useSeen(screen => {
    const mine = ownQueues(screen);
    return screen.picture?.queues.filter(({ name }) => mine.includes(name));
  });
  const waiting = useSeen(screen => waitingCalls(screen.picture?.calls ?? [], ownQueues(screen)));
  const moved = useSeen(screen => me(screen)?.moved !== undefined);
  return (
    <>
      <h2 className={style.title}>{words.board.title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a low screen it scrolls, and must do so by keyboard */}
      <section className={style.scroll} tabIndex={0} aria-label={words.board.title}>
        {queues?.length === 0 ? (
          <Text fz="sm" c="dimmed">
            {words.board.noQueues}
          </Text>
        ) : null}
        {moved ? (
          <Text fz="xs" c="dimmed" data-moved>
            {words.orders.movedToday}
          </Text>
        ) : null}
        {queues?.map(queue => (
          <QueueLine key={queue.name} queue={queue} />
        ))}
        {waiting.length > 0 ? (
          <>
            <h3 className={style.sub2}>{words.board.next}</h3>
            <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {waiting.slice(0, 20).map((call, place) => (
                <Waiting key={call.id} call={call} place={place + 1} />
              ))}
            </ol>
          </>
        ) : null}
      </section>
    </>
  );
}

const ownQueues = (screen: Screen): readonly string[] => me(screen)?.queues ?? screen.who.person.queues;

function QueueLine({ queue }: { readonly queue: QueuePicture }) {
  const { words } = useWords();
  return (
    <section className={style.queue} aria-label={queue.title} data-queue={queue.name}>
      <div className={style.queueLine}>
        <Text fz="sm" fw={600} truncate>
          {queue.title}
        </Text>
        <span className={style.count} data-busy={queue.waiting > 0} data-waiting={queue.waiting}>
          {queue.waiting}
        </span>
        <Text fz="xs" c="dimmed" component="div">
          {queue.oldestSince === null ? (
            words.board.nobody
          ) : (
            <>
              {words.board.oldest} <Elapsed since={queue.oldestSince} />
            </>
          )}
        </Text>
        <Group gap={4} justify="flex-end">
          {queue.open ? (
            <Text fz="xs" c="dimmed">
              {words.board.ready(queue.agentsReady)}
            </Text>
          ) : (
            <Badge size="xs" color="gray">
              {words.board.closed}
            </Badge>
          )}
        </Group>
      </div>
    </section>
  );
}

function Waiting({ call, place }: { readonly call: CallPicture; readonly place: number }) {
  const { words, formats } = useWords();
  const name = call.customer?.name ?? (formats.telephone(call.callerNumber) || words.call.hiddenNumber);
  return (
    <li className={style.next}>
      <Text fz="sm" c="dimmed" className="figures">
        {place}.
      </Text>
      <Text fz="sm" truncate>
        {name}
      </Text>
      <Elapsed since={call.queuedAt ?? call.arrivedAt} />
    </li>
  );
}
