import { Alert, Button, Loader, Table, Text } from '@mantine/core';
import type { SomeCounts } from '../../../src/figures/counts.ts';
import { figureOf, type MetricId, metricOf } from '../../../src/figures/metrics.ts';
import { dayIn, quickSpan } from '../../state/figures-view.ts';
import { figuresWords } from '../../words/figures.ts';
import { Dialog } from '../desk/dialog.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { MetricHead } from '../supervisor/metric-head.tsx';
import { useFigureText } from '../supervisor/use-figure-text.ts';
import { useOwnFigures } from '../supervisor/use-figures.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

const OWN: readonly MetricId[] = [
  'handled',
  'averageTalk',
  'averageHold',
  'averageWrapUp',
  'handlingTime',
  'gaveOn',
  'offers',
  'unanswered',
  'nonResponseOwn',
  'outAnswered',
  'voiceScore',
  'loggedIn',
  'ready',
  'break',
  'occupancy',
];
const NOTHING: SomeCounts = {};

/** What my work of today and of the last seven days came to, each figure with its formula. */
export function OwnFiguresDialog({ onClose }: { readonly onClose: () => void }) {
  const { api } = useWorkplace();
  const { say, words } = useWords();
  const own = useOwnWords(figuresWords);
  const text = useFigureText();
  const zone = useSeen(({ who }) => who.centre.timezone);
  const day = dayIn(zone, useMinute());
  const today = useOwnFigures(api, quickSpan('today', day));
  const week = useOwnFigures(api, quickSpan('week', day));
  const fault = today.fault ?? week.fault;
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
      {today.read === null && !fault ? <Loader size="sm" aria-label={own.loading} /> : null}
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
                {[today, week].map(({ read }, place) => (
                  <Table.Td key={place === 0 ? 'today' : 'week'} ta="right" className="figures">
                    {read === null ? '…' : text.value(figureOf(id, read.total), metricOf(id).unit)}
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
