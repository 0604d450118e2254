import { ActionIcon, Group, Title, Tooltip } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TicketPage } from '../../../src/tickets/events.ts';
import { areaTitle } from '../../state/areas.ts';
import { isCalled, isUntaken } from '../../state/ticket-page.ts';
import { useDiagnosis } from '../check/use-diagnosis.ts';
import { SaveContact } from '../contacts/save-contact.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import { CallBadge, LevelBadge, LimitBadges, StateBadge } from './ticket-badges.tsx';
import { TicketCustomer } from './ticket-customer.tsx';
import style from './tickets.module.css';
import { useInternalPair } from './use-internal-pair.ts';
import type { TicketInHand } from './use-ticket.ts';

interface TicketHeadProps {
  readonly page: TicketPage;
  readonly act: TicketInHand['act'];
}

/** What a ticket is, at a glance. */
export function TicketHead({ page, act }: TicketHeadProps) {
  const { words, formats } = useWords();
  const now = useNow();
  const pair = useInternalPair(page);
  const area = useSeen(screen => areaTitle(screen, page.area));
  return (
    <>
      <Group justify="space-between" mb={8} wrap="nowrap" gap={8} className={style.headTop}>
        <Group gap={4} wrap="nowrap">
          <Title order={2} fz={18} className="figures" style={{ whiteSpace: 'nowrap' }}>
            {page.number}
          </Title>
          <AttachDiagnosis ticket={page.number} />
        </Group>
        <Group gap={6} justify="flex-end">
          <StateBadge state={page.state} untaken={isUntaken(page)} />
          <LevelBadge level={page.level} />
          <CallBadge card={page} />
          <LimitBadges card={page} />
        </Group>
      </Group>
      <dl className={style.facts}>
        <Fact label={words.ticket.customer}>
          <TicketCustomer page={page} act={act} />
        </Fact>
        <Fact
          label={
            pair === null
              ? isCalled(page)
                ? words.ticket.called
                : words.ticket.caller
              : words.internal.title
          }
        >
          {pair ?? (formats.telephone(page.callerNumber) || words.call.hiddenNumber)}{' '}
          {pair === null ? (
            <SaveContact name={page.customerName ?? ''} number={page.callerNumber} size={24} />
          ) : null}
        </Fact>
        <Fact label={words.ticket.topic}>{words.ticket.topics[page.topic] ?? (page.topic || '–')}</Fact>
        <Fact label={words.ticket.area}>{area}</Fact>
        <Fact label={words.ticket.assignee}>{page.assigneeName ?? words.ticket.nobody}</Fact>
        <Fact label={words.ticket.opened}>{formats.moment(page.openedAt, now)}</Fact>
      </dl>
    </>
  );
}

/** What the reader's own page keeps of its telephone, in one click: it goes wrong in a call, and is forgotten after it. */
function AttachDiagnosis({ ticket }: { readonly ticket: string }) {
  const { words } = useWords();
  const hasPhone = useSeen(screen => screen.who.phone !== null);
  const { busy, attach } = useDiagnosis();
  if (!hasPhone) return null;
  const label = words.ticket.attachDiagnosis(ticket);
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        loading={busy}
        aria-label={label}
        onClick={() => void attach(ticket)}
        data-action="attach-diagnosis"
      >
        <IconStethoscope size={17} />
      </ActionIcon>
    </Tooltip>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
