import { Button, Center, Stack, Text } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { WhoAmI } from '../../../src/http/shapes/session.ts';
import { can } from '../../../src/rights/capabilities.ts';
import type { Alarm, QueuePicture } from '../../../src/supervision/events.ts';
import type { Api } from '../../link/api.ts';
import { openWall, type WallLink } from '../../link/wall-link.ts';
import { columnsFor, totalsOf, type Wall } from '../../state/wall.ts';
import { clockSpan } from '../../words/format.ts';
import { wallboardWords } from '../../words/wallboard.ts';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { SkewContext, useNow } from '../now.tsx';
import { useTabTitle } from '../use-tab-title.ts';
import { useWords } from '../words-context.tsx';
import { QueueTile } from './queue-tile.tsx';
import { useWakeLock } from './use-wake-lock.ts';
import { WallMenu } from './wall-menu.tsx';
import style from './wallboard.module.css';

interface WallboardPageProps {
  readonly api: Api;
  readonly who: WhoAmI;
  readonly onLogOut: () => void;
  /** The log-in is over. */
  readonly onOver: () => void;
}

/** A screen on the wall: the queues as they are now, to be read from across the room, with nobody before it. */
export function WallboardPage({ api, who, onLogOut, onOver }: WallboardPageProps) {
  const own = useOwnWords(wallboardWords);
  useTabTitle(own.wall.title);
  const may = can(who.person, 'see-wallboard');
  const [link, setLink] = useState<WallLink | null>(null);
  const { version } = who;
  useEffect(() => {
    if (!may) return;
    const opened = openWall(api, version);
    setLink(opened);
    return () => {
      setLink(null);
      opened.close();
    };
  }, [api, version, may]);

  if (!may)
    return (
      <Center h="100%">
        <Stack align="center" role="alert">
          <Text>{own.wall.notAllowed}</Text>
          <Button component="a" href="/" variant="light">
            {own.wall.home}
          </Button>
        </Stack>
      </Center>
    );
  return link === null ? <Opening /> : <Board link={link} onLogOut={onLogOut} onOver={onOver} />;
}

function Opening() {
  const own = useOwnWords(wallboardWords);
  return (
    <Center h="100%" role="status">
      <Stack align="center">
        <Loading silent />
        <Text>{own.wall.opening}</Text>
      </Stack>
    </Center>
  );
}

interface BoardProps {
  readonly link: WallLink;
  readonly onLogOut: () => void;
  readonly onOver: () => void;
}

function Board({ link, onLogOut, onOver }: BoardProps) {
  const wall = useSyncExternalStore(link.watch, link.get);
  const own = useOwnWords(wallboardWords);
  useWakeLock();
  const { over } = wall;
  useEffect(() => {
    if (over) onOver();
  }, [over, onOver]);
  const { queues, stale } = wall;
  if (queues === null) return <Opening />;
  const columns = columnsFor(queues.length);
  const frozenAt = stale === null ? null : stale.since + wall.skewMs;
  return (
    <SkewContext value={wall.skewMs}>
      <main className={style.wall} data-stale={stale?.why ?? false}>
        <h1 className="sr-only">{own.wall.title}</h1>
        <Totals queues={queues} frozenAt={frozenAt} />
        <div
          className={style.tiles}
          data-old={stale !== null}
          style={{
            ['--columns' as string]: columns,
            ['--rows' as string]: Math.max(1, Math.ceil(queues.length / columns)),
          }}
        >
          {queues.length === 0 ? <Text>{own.wall.noQueues}</Text> : null}
          {queues.map(queue => (
            <QueueTile key={queue.name} queue={queue} frozenAt={frozenAt} />
          ))}
        </div>
        <Told wall={wall} />
        <WallMenu link={link} onLogOut={onLogOut} />
      </main>
    </SkewContext>
  );
}

function Totals({
  queues,
  frozenAt,
}: {
  readonly queues: readonly QueuePicture[];
  readonly frozenAt: number | null;
}) {
  const { formats } = useWords();
  const { wall: own } = useOwnWords(wallboardWords);
  const now = useNow();
  const { waiting, oldestSince, answered, abandoned } = totalsOf(queues);
  const figures = [
    [own.waiting, String(waiting), 'waiting'],
    [own.wait, oldestSince === null ? '–' : clockSpan((frozenAt ?? now) - oldestSince), 'wait'],
    [own.answered, String(answered), 'answered'],
    [own.abandoned, String(abandoned), 'abandoned'],
  ] as const;
  return (
    <header className={style.totals} data-old={frozenAt !== null}>
      <span className={style.whole}>{own.total}</span>
      <dl className={style.totalsList}>
        {figures.map(([name, value, key]) => (
          <div key={key} className={style.total} data-total={key}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <time className={style.clock}>{formats.moment(now, now)}</time>
    </header>
  );
}

/** As many as can be read from afar. */
const SHOWN = 3;

/** What is wrong beside the queues: that what is shown is old, and the alarms of the centre. */
function Told({ wall: { stale, alarms, skewMs } }: { readonly wall: Wall }) {
  const { say, formats } = useWords();
  const { wall: own } = useOwnWords(wallboardWords);
  const now = useNow();
  const shown = [...alarms].sort(byGravity).slice(0, SHOWN);
  return (
    <footer className={style.told}>
      <div role="status">
        {stale === null ? null : (
          <p data-severity="critical" data-stale-since={stale.since}>
            <b aria-hidden>⚠</b> {own.stale[stale.why](formats.moment(stale.since + skewMs, now))}
          </p>
        )}
        {shown.map(alarm => (
          <p key={alarm.id} data-severity={alarm.severity} data-alarm={alarm.id}>
            <b aria-hidden>{alarm.severity === 'critical' ? '⛔' : '⚠'}</b>{' '}
            {own.grades[alarm.severity === 'critical' ? 'alarm' : 'warning']}: {say(alarm.words)}{' '}
            <time aria-live="off">{formats.moment(alarm.since, now)}</time>
          </p>
        ))}
        {alarms.length > SHOWN ? <p>{own.more(alarms.length - SHOWN)}</p> : null}
      </div>
    </footer>
  );
}

const byGravity = (one: Alarm, other: Alarm): number =>
  Number(other.severity === 'critical') - Number(one.severity === 'critical') || one.since - other.since;
