/** The name of a key, as it is printed on it. Readers hear it through `aria-keyshortcuts` of the button. */
export function Key({ name }: { readonly name: string }) {
  return (
    <span aria-hidden="true" className="key-place">
      <kbd className="key">{name}</kbd>
    </span>
  );
}
