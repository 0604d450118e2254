import { ActionIcon, Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconArrowLeft, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { CountId } from '../../../src/figures/counts.ts';
import { COUNT_NAMES } from '../../../src/figures/dictionary.ts';
import { endName } from '../../../src/figures/end-names.ts';
import type { CallBehind } from '../../../src/figures/ports.ts';
import type { OwnFiguresAsked } from '../../link/api.ts';
import { ticketPath } from '../../state/route.ts';
import { figuresWords } from '../../words/figures.ts';
import { roundSpan } from '../../words/format.ts';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import style from '../supervisor/figures.module.css';
import { useDispositionTitle } from '../supervisor/use-disposition.ts';
import { useOwnBehind } from '../supervisor/use-figures.ts';
import { CallRecordings } from '../tickets/call-recordings.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

interface OwnCallsProps {
  readonly span: OwnFiguresAsked;
  readonly count: CountId;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** The calls behind a number of my own, newest first, and what I said in them where I may hear it. */
export function OwnCalls({ span, count, onBack, onClose }: OwnCallsProps) {
  const { api } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(figuresWords);
  const { items, total, loading, fault, again, more } = useOwnBehind(api, { ...span, count });
  const name = say(COUNT_NAMES[count]);
  return (
    <>
      <Group gap="md" mb={6}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={onBack}
          data-autofocus
          data-action="back-to-own-figures"
        >
          {own.back}
        </Button>
        <Text fw={600} data-own-behind={count} data-total={total ?? ''}>
          {own.calls(total === null ? '…' : String(total), name)}
        </Text>
      </Group>
      {fault ? (
        <Alert color="red" role="alert">
          {say(fault.words)}{' '}
          <Button size="compact-xs" variant="default" onClick={again}>
            {own.again}
          </Button>
        </Alert>
      ) : null}
      {loading ? <Loading size="sm" label={own.loading} /> : null}
      <ul className={style.ownCalls} aria-label={name}>
        {items.map(call => (
          <OwnCall key={`${call.call}/${call.place}`} call={call} onClose={onClose} />
        ))}
      </ul>
      {more === null ? null : (
        <Button variant="subtle" size="compact-sm" onClick={more} data-action="more-own-calls">
          {own.more}
        </Button>
      )}
    </>
  );
}

function OwnCall({ call, onClose }: { readonly call: CallBehind; readonly onClose: () => void }) {
  const { words, formats, say } = useWords();
  const own = useOwnWords(figuresWords);
  const now = useNow();
  const self = useSeen(({ who }) => who.person.id);
  const disposition = useDispositionTitle();
  const [listens, setListens] = useState(false);
  const number = formats.telephone(call.callerNumber) || words.call.hiddenNumber;
  const who = call.customerName ?? number;
  const told = [
    call.customerName === null ? '' : number,
    say(endName(call)),
    call.talkedMs === null ? '' : roundSpan(call.talkedMs),
    disposition(call.disposition),
  ];
  return (
    <li data-own-call={call.call}>
      <Group gap={8} wrap="nowrap" justify="space-between">
        <div>
          <Text fz="sm" className="figures">
            <time dateTime={new Date(call.at).toISOString()}>{formats.moment(call.at, now)}</time> · {who}
            {call.ticket === '' ? null : (
              <>
                {' · '}
                <Anchor component={Link} href={ticketPath(call.ticket)} onClick={onClose}>
                  {call.ticket}
                </Anchor>
              </>
            )}
          </Text>
          <Text fz="xs" c="dimmed">
            {told.filter(Boolean).join(' · ')}
          </Text>
        </div>
        {call.recorded ? (
          <ActionIcon
            variant={listens ? 'light' : 'subtle'}
            size={30}
            aria-label={own.listen(who)}
            title={own.listen(who)}
            aria-expanded={listens}
            onClick={() => setListens(!listens)}
            data-action="listen-own"
          >
            <IconPlayerPlay size={16} aria-hidden />
          </ActionIcon>
        ) : null}
      </Group>
      {call.recorded && listens ? <CallRecordings call={call.call} agent={self} /> : null}
    </li>
  );
}
