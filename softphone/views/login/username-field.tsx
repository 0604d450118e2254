import { TextInput, type TextInputProps } from '@mantine/core';

/** The field of that name. */
export function fieldOf(form: HTMLFormElement, name: string): HTMLElement | null {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLElement ? field : null;
}

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
