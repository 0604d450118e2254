import { Alert, Anchor, Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { CountId, SomeCounts } from '../../../src/figures/counts.ts';
import { DICTIONARY } from '../../../src/figures/dictionary.ts';
import { figureOf, type MetricId, metricOf } from '../../../src/figures/metrics.ts';
import type { OwnFiguresAsked } from '../../link/api.ts';
import { dayIn, quickSpan } from '../../state/figures-view.ts';
import { figuresWords } from '../../words/figures.ts';
import { Dialog } from '../desk/dialog.tsx';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import style from '../supervisor/figures.module.css';
import { MetricHead } from '../supervisor/metric-head.tsx';
import { useFigureText } from '../supervisor/use-figure-text.ts';
import { useOwnFigures } from '../supervisor/use-figures.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { OwnCalls } from './own-calls.tsx';

const OWN: readonly MetricId[] = [
  'handled',
  'averageTalk',
  'averageHold',
  'averageWrapUp',
  'handlingTime',
  'gaveOn',
  'offers',
  'unanswered',
  'callerLeft',
  'nonResponseOwn',
  'voiceScore',
  'loggedIn',
  'ready',
  'break',
  'occupancy',
];
const QUICK = ['today', 'week'] as const;
const NOTHING: SomeCounts = {};

interface Behind {
  readonly span: OwnFiguresAsked;
  readonly count: CountId;
}

/** What my work of today and of the last seven days came to, each figure with its formula and its calls. */
export function OwnFiguresDialog({ onClose }: { readonly onClose: () => void }) {
  const { api } = useWorkplace();
  const { say, words } = useWords();
  const own = useOwnWords(figuresWords);
  const zone = useSeen(({ who }) => who.centre.timezone);
  const day = dayIn(zone, useMinute());
  const today = useOwnFigures(api, quickSpan('today', day));
  const week = useOwnFigures(api, quickSpan('week', day));
  const fault = today.fault ?? week.fault;
  const [behind, setBehind] = useState<Behind | null>(null);
  if (behind !== null)
    return (
      <Dialog manual="figures" title={own.mine} opened onClose={onClose}>
        <OwnCalls {...behind} onBack={() => setBehind(null)} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog manual="figures" title={own.mine} opened onClose={onClose}>
      {fault ? (
        <Alert color="red" role="alert">
          {say(fault.words)}
          <Button
            size="compact-sm"
            variant="default"
            ml={8}
            onClick={() => {
              today.again();
              week.again();
            }}
          >
            {words.chrome.again}
          </Button>
        </Alert>
      ) : null}
      {today.read === null && !fault ? <Loading size="sm" label={own.loading} /> : null}
      {today.read ? (
        <Table data-own-figures>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <span className="sr-only">{own.set}</span>
              </Table.Th>
              <Table.Th ta="right">{own.quick.today}</Table.Th>
              <Table.Th ta="right">{own.quick.week}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {OWN.map(id => (
              <Table.Tr key={id} data-own-figure={id}>
                <Table.Td>
                  <MetricHead id={id} counts={today.read?.total ?? NOTHING} />
                </Table.Td>
                {QUICK.map(quick => (
                  <Table.Td key={quick} ta="right" className="figures" data-own-value={quick}>
                    <OwnValue
                      id={id}
                      counts={(quick === 'today' ? today : week).read?.total ?? null}
                      onDrill={count => setBehind({ span: quickSpan(quick, day), count })}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
      <Text fz="xs" c="dimmed" mt="sm">
        {own.mineHint}
      </Text>
    </Dialog>
  );
}

interface OwnValueProps {
  readonly id: MetricId;
  /** Null while they are being counted. */
  readonly counts: SomeCounts | null;
  readonly onDrill: (count: CountId) => void;
}

function OwnValue({ id, counts, onDrill }: OwnValueProps) {
  const { say } = useWords();
  const own = useOwnWords(figuresWords);
  const text = useFigureText();
  if (counts === null) return '…';
  const { unit, drill } = metricOf(id);
  const told = text.value(figureOf(id, counts), unit);
  if (drill === null || (counts[drill] ?? 0) === 0) return told;
  return (
    <Anchor
      component="button"
      type="button"
      fz="inherit"
      className={style.number}
      aria-label={own.drill(told, say(DICTIONARY[id].name))}
      onClick={() => onDrill(drill)}
      data-action="own-drill"
    >
      {told}
    </Anchor>
  );
}
