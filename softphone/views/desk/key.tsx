import { printed } from '../../state/keys.ts';

/**
 * The name of a key, as it is printed on it; nothing where there is none. Readers hear it through `aria-keyshortcuts` of the
 * button.
 */
export function Key({ name }: { readonly name: string | undefined }) {
  if (name === undefined) return null;
  return (
    <span aria-hidden="true" className="key-place">
      <kbd className="key">{printed(name)}</kbd>
    </span>
  );
}
