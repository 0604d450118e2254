import { Button, type ButtonProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** Rings until it is pressed again: how loud the computer is set, no browser tells. */
export function TestRing(look: ButtonProps) {
  const { tones } = useWorkplace();
  const { words } = useWords();
  const [ringing, setRinging] = useState(false);
  useEffect(() => () => (ringing ? tones.stop() : undefined), [ringing, tones]);
  return (
    <Button
      {...look}
      aria-pressed={ringing}
      onClick={() => {
        if (ringing) tones.stop();
        else tones.start('ring');
        setRinging(!ringing);
      }}
      data-action="test-ring"
    >
      {words.microphone.testBell}
    </Button>
  );
}
