import { Text, TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

interface WholeNumberProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange'> {
  /** What it stands at before anything is typed. */
  readonly start: number;
  readonly unit?: string;
  /** Null: what stands there is no whole number of nought or more. */
  readonly onType: (typed: number | null) => void;
}

/** A number as people write it, without a sign or a part of one. */
export function WholeNumber({ start, unit, onType, ...field }: WholeNumberProps) {
  const [text, write] = useState(String(start));
  return (
    <TextInput
      {...field}
      value={text}
      inputMode="numeric"
      autoComplete="off"
      maxLength={9}
      rightSection={
        unit ? (
          <Text fz="sm" c="dimmed">
            {unit}
          </Text>
        ) : undefined
      }
      onChange={event => {
        const typed = event.currentTarget.value.trim();
        write(typed);
        onType(/^\d+$/.test(typed) ? Number(typed) : null);
      }}
    />
  );
}
