import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Words } from '../../../src/kit/errors.ts';
import type { Diagnosis } from '../../../src/tickets/diagnosis.ts';
import { asFault } from '../../link/fault.ts';
import { type DiagnosisSummary, summaryOf, type Worst } from '../../state/diagnosis-summary.ts';
import { diagnosisWords } from '../../words/diagnosis.ts';
import { Dialog } from '../desk/dialog.tsx';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './check.module.css';
import { saveDiagnosis } from './use-diagnosis.ts';

interface DiagnosisDialogProps {
  readonly ticket: string;
  readonly id: string;
  readonly onClose: () => void;
}

/** What was worst in the hour that somebody attached to a ticket, and when; all of it as a file. */
export function DiagnosisDialog({ ticket, id, onClose }: DiagnosisDialogProps) {
  const own = useOwnWords(diagnosisWords);
  const { api } = useWorkplace();
  const { say } = useWords();
  const [read, setRead] = useState<{ diagnosis: Diagnosis } | { fault: Words } | null>(null);
  useEffect(() => {
    let gone = false;
    api.diagnosis(ticket, id).then(
      diagnosis => {
        if (!gone) setRead({ diagnosis });
      },
      (thrown: unknown) => {
        if (!gone) setRead({ fault: asFault(thrown).words });
      },
    );
    return () => {
      gone = true;
    };
  }, [api, ticket, id]);
  return (
    <Dialog manual="diagnosis" opened onClose={onClose} title={own.title}>
      {read === null ? (
        <Loading size="sm" />
      ) : 'fault' in read ? (
        <Alert color="yellow" role="alert">
          {say(read.fault)}
        </Alert>
      ) : (
        <Read diagnosis={read.diagnosis} />
      )}
    </Dialog>
  );
}

function Read({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const own = useOwnWords(diagnosisWords);
  const { formats } = useWords();
  const now = useNow();
  const { user, since, at, browser } = diagnosis;
  return (
    <Stack gap="sm" data-diagnosis>
      <Text fz="sm">{own.of(user, formats.moment(since, now), formats.moment(at, now))}</Text>
      <ul className={style.found}>
        {sentences(summaryOf(diagnosis), own, {
          moment: when => formats.precise(when, now),
          percent: formats.percent,
        }).map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {browser}
      </Text>
      <Group justify="flex-end">
        <Button
          variant="light"
          leftSection={<IconDownload size={17} aria-hidden />}
          onClick={() => saveDiagnosis(diagnosis)}
          data-action="save-diagnosis"
        >
          {own.download}
        </Button>
      </Group>
    </Stack>
  );
}

interface Said {
  readonly moment: (at: number) => string;
  readonly percent: (share: number) => string;
}

/** One for each thing that was wrong; that nothing was is a sentence, too. */
function sentences(
  { calls, check, lostHeard, lostSaid, jitterMs, rttMs, line, link, refused, faults }: DiagnosisSummary,
  own: Awaited<ReturnType<(typeof diagnosisWords)['es']>>,
  { moment, percent }: Said,
): readonly string[] {
  const share = (worst: Worst | null, say: (share: string, at: string) => string) =>
    worst ? [say(percent(worst.value), moment(worst.at))] : [];
  const span = (worst: Worst | null, say: (ms: string, at: string) => string) =>
    worst ? [say(String(Math.round(worst.value)), moment(worst.at))] : [];
  const wrong = [
    ...share(lostHeard, own.lostHeard),
    ...share(lostSaid, own.lostSaid),
    ...span(jitterMs, own.jitter),
    ...span(rttMs, own.rtt),
    ...(line ? [own.line(line.times, moment(line.at))] : []),
    ...(link ? [own.link(link.times, moment(link.at))] : []),
    ...(refused ? [own.refused(refused.times, refused.text, moment(refused.at))] : []),
    ...(faults ? [own.faults(faults.times, faults.text, moment(faults.at))] : []),
  ];
  return [
    own.calls(calls),
    ...(wrong.length === 0 ? [own.nothing] : wrong),
    check ? own.check(check.toMend, moment(check.at)) : own.unchecked,
  ];
}
