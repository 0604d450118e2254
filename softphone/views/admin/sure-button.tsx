import { Button } from '@mantine/core';
import { useState } from 'react';

interface SureButtonProps {
  /** Its name for tests; the second press has it with `-sure`. */
  readonly action: string;
  readonly label: string;
  readonly sure: string;
  readonly busy: boolean;
  readonly color?: string;
  /** Never rejects; the question is asked anew after it. */
  readonly onSure: () => Promise<unknown>;
}

/** For what hits somebody at once: a second press says that it is meant. */
export function SureButton({ action, label, sure, busy, color, onSure }: SureButtonProps) {
  const [asked, setAsked] = useState(false);
  const look = color === undefined ? {} : { color };
  return asked ? (
    <Button
      {...look}
      loading={busy}
      onClick={() => void onSure().finally(() => setAsked(false))}
      data-action={`${action}-sure`}
    >
      {sure}
    </Button>
  ) : (
    <Button {...look} variant="light" onClick={() => setAsked(true)} data-action={action}>
      {label}
    </Button>
  );
}
