import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { IconEar, IconPhoneIncoming } from '@tabler/icons-react';
import { MODES, mayTakeOver, supervised, wayHint } from '../../state/supervision.ts';
import { isComingBack } from '../../state/supervision-back.ts';
import { useName } from '../agent/use-party.ts';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './desk.module.css';

/** The talk that I supervise, on every page: in which way, the others one click away; and why it is over. */
export function SupervisionBar() {
  const { supervise, leaveSupervision } = useWorkplace();
  const { words } = useWords();
  const name = useName();
  const supervision = useSeen(screen => screen.supervision);
  const now = useSeen(supervised);
  const back = useSeen(isComingBack);
  if (!supervision) return null;
  const agent = name(supervision.agent);
  const { mode, since } = now?.own ?? { mode: null, since: null };
  const up = now?.own.up === true && !back;
  // Who is in the talk of an agent goes along with them into a consultation.
  const colleague = now?.call.aside ? now.call.colleagues?.find(({ state }) => state === 'aside') : undefined;
  const asked = colleague ? name(colleague.agent) : null;
  const isAlone = now !== null && !mayTakeOver(now.call);
  const elsewhere = () => {
    if (now?.call.away !== undefined) return words.supervise.otherLine(mode === 'barge');
    return asked === null ? null : words.supervise.consults(asked, isAlone, mode === 'whisper');
  };
  const where = elsewhere();
  const takeOver = now === null ? words.supervise.takeOverHint : wayHint(words, 'take-over', now.call);
  const title = supervision.stage === 'over' ? words.supervise.over[supervision.why](agent) : null;
  return (
    <section
      className={style.callBar}
      aria-label={words.supervise.region}
      data-supervision={up && supervision.stage !== 'over' ? mode : back ? 'back' : supervision.stage}
    >
      <IconEar size={16} aria-hidden style={{ flex: 'none' }} />
      <Text
        fz={where === null ? 'sm' : 'xs'}
        lh={where === null ? 1.2 : 1.1}
        lineClamp={where === null ? 2 : 3}
        role="status"
        title={where ?? undefined}
      >
        {title ?? (
          <>
            {mode && up ? (
              <>
                <span className="sr-only">{words.supervise.now[mode](agent)}</span>
                <b aria-hidden>{agent}</b> {where === null ? null : <>{where} </>}
              </>
            ) : (
              <b>{words.supervise.calling(agent)}</b>
            )}
            {up && since !== null ? (
              <span aria-live="off">
                <Elapsed since={since} />
              </span>
            ) : null}
          </>
        )}
      </Text>
      {supervision.stage === 'over' ? (
        <Button
          size="compact-sm"
          radius="xl"
          variant="light"
          onClick={leaveSupervision}
          data-action="supervision-read"
        >
          {words.supervise.read}
        </Button>
      ) : (
        <>
          <Button.Group style={{ flex: 'none' }}>
            {MODES.map(each => (
              <Tooltip key={each} label={now ? wayHint(words, each, now.call) : words.supervise.hints[each]}>
                <Button
                  size="compact-sm"
                  variant={each === mode ? 'filled' : 'default'}
                  aria-pressed={each === mode}
                  aria-label={now ? wayHint(words, each, now.call) : words.supervise.hints[each]}
                  disabled={now === null}
                  data-action={`mode-${each}`}
                  onClick={() => {
                    if (each !== mode) void supervise(supervision.call, each);
                  }}
                >
                  {words.supervise.modes[each]}
                </Button>
              </Tooltip>
            ))}
          </Button.Group>
          <Tooltip label={takeOver}>
            <ActionIcon
              variant="default"
              disabled={now === null}
              aria-label={takeOver}
              // Not `disabled`: why not is told by the tooltip, for which it must be reached.
              aria-disabled={isAlone}
              data-disabled={isAlone || undefined}
              data-action="take-over-call"
              onClick={() => {
                if (!isAlone) void supervise(supervision.call, 'take-over');
              }}
            >
              <IconPhoneIncoming size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Button
            size="compact-sm"
            radius="xl"
            style={{ flex: 'none' }}
            color="red"
            variant="light"
            onClick={leaveSupervision}
            data-action="leave-supervision"
          >
            {words.supervise.leave}
          </Button>
        </>
      )}
    </section>
  );
}
