import { useSeen } from '../workplace-context.tsx';

/** The ticket that I have open: the server decides whether a call to a colleague hangs on it. */
export function useOpenTicket(): { readonly ticket?: string } {
  const picked = useSeen(screen => screen.picked);
  return picked === null ? {} : { ticket: picked };
}
