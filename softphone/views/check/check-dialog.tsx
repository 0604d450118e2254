import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconEar } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { openCheckEar } from '../../phone/check-ear.ts';
import { loudness } from '../../phone/sound.ts';
import { type CheckRun, runCheck } from '../../state/check-run.ts';
import { checkedBy } from '../../state/checked.ts';
import {
  type CheckName,
  type CheckPicture,
  checksOf,
  isComplete,
  toMend,
} from '../../state/workplace-check.ts';
import { checkWords } from '../../words/check.ts';
import { Dialog } from '../desk/dialog.tsx';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './check.module.css';

/** Checks the workplace before the shift: one line for each thing, with what helps where it is not as it should be. */
export function CheckDialog({ onClose }: { readonly onClose: () => void }) {
  const { words } = useWords();
  return (
    <Dialog manual="check" opened onClose={onClose} title={words.chrome.check}>
      <Check onClose={onClose} />
    </Dialog>
  );
}

function Check({ onClose }: { readonly onClose: () => void }) {
  const own = useOwnWords(checkWords);
  const workplace = useWorkplace();
  const person = useSeen(screen => screen.who.person.id);
  const inCall = useSeen(screen => screen.phone.call !== null);
  const [picture, setPicture] = useState<CheckPicture | null>(null);
  const [level, setLevel] = useState(0);
  const run = useRef<CheckRun | null>(null);
  const isRunning = picture !== null && !isComplete(picture);

  useEffect(() => () => run.current?.stop(), []);
  // Who is called has to see it.
  useEffect(() => {
    if (inCall && isRunning) onClose();
  }, [inCall, isRunning, onClose]);

  const start = () => {
    const { api, phone, sound, tones, clock, store, headset } = workplace;
    run.current?.stop();
    run.current = runCheck({
      api,
      phone,
      sound,
      tones,
      clock,
      screen: store.get,
      headset: () => headset?.load() ?? null,
      openEar: () => openCheckEar(sound),
      level: samples => setLevel(loudness(samples)),
      show(next) {
        setPicture(next);
        if (!isComplete(next)) return;
        checkedBy(person, localStorage).keep(next);
        workplace.box.kept()?.add('check', JSON.stringify(next));
      },
    });
  };

  return (
    <Stack gap="sm">
      {picture === null ? <Before /> : null}
      {picture === null ? null : (
        <ul className={style.list} aria-live="polite">
          {checksOf(picture).map(name => (
            <Line key={name} name={name} picture={picture}>
              {name === 'hears' && picture.outcomes.hears.is === 'asks' ? <Speak level={level} /> : null}
              {name === 'bell' && picture.outcomes.bell.is === 'asks' ? (
                <Bell onAnswer={heard => run.current?.answer(heard)} />
              ) : null}
              {name === 'buttons' && picture.outcomes.buttons.is === 'asks' ? (
                <Buttons onSkip={() => run.current?.skipButtons()} />
              ) : null}
            </Line>
          ))}
        </ul>
      )}
      {picture && isComplete(picture) ? <Result picture={picture} /> : null}
      {inCall ? <Alert color="yellow">{own.inCall}</Alert> : null}
      <Group justify="flex-end">
        <Button
          onClick={start}
          disabled={inCall}
          loading={isRunning}
          data-autofocus
          data-action="start-check"
        >
          {picture === null ? own.start : own.again}
        </Button>
      </Group>
    </Stack>
  );
}

function Before() {
  const own = useOwnWords(checkWords);
  const { formats } = useWords();
  const now = useNow();
  const person = useSeen(screen => screen.who.person.id);
  const [last] = useState(() => checkedBy(person, localStorage).last());
  const result = last && (toMend(last) === 0 ? own.ready : own.toMend(toMend(last)));
  return (
    <>
      <Text fz="sm">{own.about}</Text>
      {last ? (
        <Text fz="sm" c="dimmed" data-last-check>
          {own.last(formats.moment(last.at, now), result ?? '')}
        </Text>
      ) : null}
    </>
  );
}

interface LineProps {
  readonly name: CheckName;
  readonly picture: CheckPicture;
  readonly children: React.ReactNode;
}

function Line({ name, picture, children }: LineProps) {
  const own = useOwnWords(checkWords);
  const outcome = picture.outcomes[name];
  const faults: Readonly<Record<string, string>> = own.fault[name];
  return (
    <li data-check={name} data-is={outcome.is} data-fault={outcome.is === 'bad' ? outcome.fault : undefined}>
      <span className={style.icon} data-is={outcome.is}>
        <Sign is={outcome.is} />
      </span>
      <Text component="span" fz="sm" fw={600}>
        {own.name[name]}
      </Text>
      <Text component="span" fz="xs" c="dimmed">
        {own.is[outcome.is]}
      </Text>
      <div className={style.more}>
        {outcome.is === 'bad' ? faults[outcome.fault] : null}
        <Figures name={name} picture={picture} />
        {children}
      </div>
    </li>
  );
}

function Sign({ is }: { readonly is: CheckPicture['outcomes'][CheckName]['is'] }) {
  switch (is) {
    case 'good':
      return <IconCircleCheck size={19} aria-hidden />;
    case 'bad':
      return <IconAlertTriangle size={19} aria-hidden />;
    case 'asks':
      return <IconEar size={19} aria-hidden />;
    case 'runs':
      return <Loading size={15} silent />;
    case 'waits':
    case 'untried':
      return <IconCircleDashed size={19} aria-hidden />;
  }
}

/** What was measured, for whoever is told of it. */
function Figures({ name, picture }: Omit<LineProps, 'children'>) {
  const own = useOwnWords(checkWords);
  const { formats } = useWords();
  const parts: string[] = [];
  const whole = (ms: number) => String(Math.round(ms));
  if (name === 'microphone' && picture.device !== '') parts.push(picture.device);
  if (name === 'buttons') parts.push(picture.headset);
  if (name === 'link' && picture.linkMs !== null) parts.push(own.rtt(whole(picture.linkMs)));
  if (name === 'way' && picture.way) {
    const { rttMs, lossThere, lossBack, jitterThereMs, jitterBackMs, relayed } = picture.way;
    parts.push(relayed ? own.relayed : own.direct);
    if (rttMs !== null) parts.push(own.rtt(whole(rttMs)));
    parts.push(
      lossThere === null
        ? own.lossBack(formats.percent(lossBack))
        : own.loss(formats.percent(lossThere), formats.percent(lossBack)),
    );
    parts.push(own.jitter(whole(Math.max(jitterThereMs ?? 0, jitterBackMs))));
  }
  if (parts.length === 0) return null;
  return (
    <Text component="div" fz="xs" c="dimmed" className="figures">
      {parts.join(' · ')}
    </Text>
  );
}

function Speak({ level }: { readonly level: number }) {
  const own = useOwnWords(checkWords);
  return (
    <>
      <Text fz="sm" fw={500} mb={4}>
        {own.speak}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section value={level * 100} color="green" aria-label={own.level} />
      </Progress.Root>
    </>
  );
}

/** Who began by the keyboard answers by it. */
function Bell({ onAnswer }: { readonly onAnswer: (heard: boolean) => void }) {
  const own = useOwnWords(checkWords);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  return (
    <Group gap="xs" mt={2}>
      <Text fz="sm" fw={500}>
        {own.bellAsks}
      </Text>
      <Button ref={yes} size="compact-sm" onClick={() => onAnswer(true)} data-action="bell-heard">
        {own.bellYes}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => onAnswer(false)} data-action="bell-unheard">
        {own.bellNo}
      </Button>
    </Group>
  );
}

function Buttons({ onSkip }: { readonly onSkip: () => void }) {
  const own = useOwnWords(checkWords);
  return (
    <Group gap="xs" mt={2}>
      <Text fz="sm" fw={500}>
        {own.press}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onSkip} data-action="skip-buttons">
        {own.skip}
      </Button>
    </Group>
  );
}

function Result({ picture }: { readonly picture: CheckPicture }) {
  const own = useOwnWords(checkWords);
  const count = toMend(picture);
  return (
    <Alert
      color={count === 0 ? 'green' : 'yellow'}
      icon={count === 0 ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      role="status"
      data-check-result={count}
    >
      <Text fw={700} fz="lg">
        {count === 0 ? own.ready : own.toMend(count)}
      </Text>
    </Alert>
  );
}
