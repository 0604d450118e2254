import { Button, Group, Text } from '@mantine/core';
import {
  IconArrowUpRight,
  IconCalendarClock,
  IconChecks,
  IconEyeOff,
  IconHandGrab,
  IconMessagePlus,
  IconPhoneCall,
  IconPhoneOutgoing,
  IconRotate2,
  IconTool,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { can } from '../../../src/rights/capabilities.ts';
import type { TicketPage } from '../../../src/tickets/events.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { callArea, presentTicket } from '../../state/call-area.ts';
import { mayCallAnother, mayCallSecond } from '../../state/lines.ts';
import { isLeaving } from '../../state/screen.ts';
import { type ButtonAction, buttonsOf, isHighest, isOthers, mainAction } from '../../state/ticket-page.ts';
import { mayGo, useOwnOutgoing } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import type { TicketInHand } from './use-ticket.ts';

const ICONS: Record<ButtonAction, ReactNode> = {
  take: <IconHandGrab size={16} aria-hidden />,
  escalate: <IconArrowUpRight size={16} aria-hidden />,
  'record-solution': <IconTool size={16} aria-hidden />,
  'return-to-contact': <IconPhoneOutgoing size={16} aria-hidden />,
  close: <IconChecks size={16} aria-hidden />,
  reopen: <IconRotate2 size={16} aria-hidden />,
  note: <IconMessagePlus size={16} aria-hidden />,
};

interface TicketActionsProps {
  readonly page: TicketPage;
  readonly act: TicketInHand['act'];
  readonly onFault: (fault: LinkFault) => void;
  /** Opens the dialog of a step that needs words, or a second thought. */
  readonly onAsk: (action: ButtonAction) => void;
}

/** The steps the reader may take now; the one that comes next is filled. */
export function TicketActions({ page, act, onFault, onAsk }: TicketActionsProps) {
  const { words } = useWords();
  const self = useSeen(({ who }) => who.person.id);
  const main = mainAction(page);

  async function press(action: ButtonAction): Promise<void> {
    if (action !== 'take' || isOthers(page, self)) return onAsk(action);
    const fault = await act({ action: 'take' });
    if (fault) onFault(fault);
  }

  return (
    <Group gap={6}>
      <CallBackButton page={page} onFault={onFault} />
      <ScheduleButton page={page} />
      {buttonsOf(page).map(action => (
        <Button
          key={action}
          size="compact-sm"
          variant={action === main ? 'filled' : 'default'}
          leftSection={ICONS[action]}
          onClick={() => void press(action)}
          data-action={action}
        >
          {words.ticket.actions[action]}
        </Button>
      ))}
      {isHighest(page) ? (
        <Text fz="xs" c="dimmed" data-highest>
          {words.ticket.highest}
        </Text>
      ) : null}
    </Group>
  );
}

/** A call to its customer is promised for later. */
function ScheduleButton({ page }: Pick<TicketActionsProps, 'page'>) {
  const { store } = useWorkplace();
  const { words } = useWords();
  const may = useSeen(screen => can(screen.who.person, 'telephone') && !isLeaving(screen));
  if (!may || (page.callerNumber === '' && page.customerId === null)) return null;
  const { number: ticket, customerName, callerNumber: line } = page;
  const scheduling = { kind: 'new', ticket, customer: null, name: customerName ?? '', line } as const;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconCalendarClock size={16} aria-hidden />}
      onClick={() => store.send({ kind: 'scheduling', scheduling })}
      data-action="schedule-call"
    >
      {words.ticket.schedule}
    </Button>
  );
}

/** One click: the agent's own telephone answers by itself, then the customer's rings. */
function CallBackButton({ page, onFault }: Pick<TicketActionsProps, 'page' | 'onFault'>) {
  const workplace = useWorkplace();
  const { words } = useWords();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const outgoing = useOwnOutgoing(page.number);
  const mayWithhold = outgoing?.mayWithhold ?? false;
  const may = useSeen(({ who }) => can(who.person, 'telephone')) && mayGo(outgoing, 'call-back');
  const isFree = useSeen(screen => callArea(screen).kind === 'idle' || mayCallAnother(screen));
  // Whom I talk with now is not called on the other line.
  const isSecond = useSeen(
    screen => mayCallSecond(screen) && presentTicket(screen, callArea(screen)) !== page.number,
  );
  if (!may || page.state === 'closed' || (page.internal !== null && page.customerId === null)) return null;
  if (page.callerNumber === '' && page.customerId === null) {
    return (
      <Text fz="sm" c="dimmed" data-no-call-back>
        {words.ticket.noNumber}
      </Text>
    );
  }

  async function call(withheld: boolean): Promise<void> {
    setBusy(true);
    const { who, audio } = workplace.store.get();
    const needsMicrophone = who.phone !== null && audio.microphone !== 'granted';
    try {
      if (needsMicrophone) await workplace.askMicrophone();
      await workplace.api.callBack(page.number, { withheld, second: isSecond });
      go('/agent');
    } catch (thrown) {
      onFault(asFault(thrown));
    }
    setBusy(false);
  }

  const look = {
    color: 'green',
    variant: page.level > 1 || page.state === 'contact-customer' ? 'filled' : 'light',
    disabled: busy || !(isFree || isSecond),
  } as const;
  const title = isSecond ? words.lines.flashTitle : isFree ? undefined : words.access.notInCall;
  return (
    <Button.Group>
      <Button
        {...look}
        size="compact-sm"
        leftSection={<IconPhoneCall size={16} aria-hidden />}
        loading={busy}
        title={title}
        onClick={() => void call(false)}
        data-action="call-back"
      >
        {words.ticket.callBack}
      </Button>
      {mayWithhold ? (
        <Button
          {...look}
          size="compact-sm"
          px={6}
          title={words.ticket.callBackWithheld}
          aria-label={words.ticket.callBackWithheld}
          onClick={() => void call(true)}
          data-action="call-back-withheld"
        >
          <IconEyeOff size={16} aria-hidden />
        </Button>
      ) : null}
    </Button.Group>
  );
}
