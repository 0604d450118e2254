import type { TicketPage } from '../../../src/tickets/events.ts';
import type { LinkFault } from '../../link/fault.ts';
import type { ButtonAction } from '../../state/ticket-page.ts';
import { useDraftOver } from '../desk/use-draft.ts';
import { DraftRescue } from './draft-rescue.tsx';
import type { TicketInHand } from './use-ticket.ts';

/** The steps whose dialog asks for words. */
export const WORDED = ['record-solution', 'escalate', 'reopen'] as const satisfies readonly ButtonAction[];

interface LeftDraftProps {
  readonly action: (typeof WORDED)[number];
  readonly page: TicketPage;
  readonly act: TicketInHand['act'];
  readonly onFault: (fault: LinkFault) => void;
}

/** What was typed for a step that is not possible any more, and so has no button that would show it. */
export function LeftDraft({ action, page, act, onFault }: LeftDraftProps) {
  const saved = action === 'record-solution' ? page.solution : '';
  const { text, state, forget } = useDraftOver(`${action}.${page.number}`, saved);
  if (state === 'none' || text.trim() === '' || page.actions.includes(action)) return null;
  return (
    <DraftRescue
      why="locked"
      mine={text}
      theirs={saved}
      writer={null}
      act={act}
      onFault={onFault}
      onKeepMine={null}
      onDiscard={forget}
    />
  );
}
