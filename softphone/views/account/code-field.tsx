import { TextInput } from '@mantine/core';

interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A recovery code instead of the app's six digits. */
  readonly recovery?: boolean;
  readonly wrong?: boolean;
  readonly autoFocus?: boolean;
}

/** A code to be typed: telephones offer it by themselves and show digits. */
export function CodeField({
  label,
  value,
  onChange,
  recovery = false,
  wrong = false,
  autoFocus = false,
}: CodeFieldProps) {
  return (
    <TextInput
      label={label}
      name="code"
      autoComplete={recovery ? 'off' : 'one-time-code'}
      inputMode={recovery ? 'text' : 'numeric'}
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      required
      withAsterisk={false}
      maxLength={40}
      styles={{ input: { fontFamily: 'monospace', letterSpacing: recovery ? '0.05em' : '0.3em' } }}
      value={value}
      error={wrong}
      onChange={event => onChange(event.currentTarget.value)}
    />
  );
}
