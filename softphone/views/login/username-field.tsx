import { TextInput, type TextInputProps } from '@mantine/core';

/** A name to log in with: the browser may remember it, and no keyboard corrects it or begins it with a capital. */
export function UsernameField(props: TextInputProps) {
  return (
    <TextInput
      name="username"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      withAsterisk={false}
      {...props}
    />
  );
}
