import { Checkbox } from '@mantine/core';
import { useWords } from '../words-context.tsx';

interface WithholdProps {
  readonly field: string;
  /** Null: nobody may choose. */
  readonly withheld: boolean | null;
  readonly onChange: (withheld: boolean) => void;
}

/** That who is called sees no number, of the next call. */
export function Withhold({ field, withheld, onChange }: WithholdProps) {
  const { words } = useWords();
  if (withheld === null) return null;
  return (
    <Checkbox
      size="xs"
      label={words.dial.withhold}
      checked={withheld}
      onChange={event => onChange(event.currentTarget.checked)}
      data-field={field}
    />
  );
}
