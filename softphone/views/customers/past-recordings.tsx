import { Button } from '@mantine/core';
import { IconChevronUp, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { customerWords } from '../../words/customer.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { CallRecordings } from '../tickets/call-recordings.tsx';

/** The recordings of a call, each with its player; they are asked for when somebody wants to hear them. */
export function PastRecordings({ call, count }: { readonly call: string; readonly count: number }) {
  const own = useOwnWords(customerWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        px={4}
        leftSection={
          open ? <IconChevronUp size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />
        }
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-action="past-recordings"
      >
        {open ? own.hide : own.recordings(count)}
      </Button>
      {open ? <CallRecordings call={call} /> : null}
    </>
  );
}
