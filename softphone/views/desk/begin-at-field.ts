const FIELDS = 'input, textarea, select'
  .split(', ')
  .map(field => `${field}:not([type=hidden], :disabled, [tabindex="-1"])`)
  .join(', ');

/**
 * What a dialog asks for has the focus when it opens: what it names itself (`data-autofocus`), or its first field; of choices
 * the one that is made. What comes later, after something was read for it, has it then, unless they have gone on meanwhile.
 */
export function beginAtField(body: HTMLElement | null): (() => void) | undefined {
  if (body === null) return;
  const begin = () => {
    const place = placeIn(body);
    if (place === null) return;
    watch.disconnect();
    // The library's own search comes a turn later, and finds what is named so.
    place.setAttribute('data-autofocus', 'true');
    if (isAtStart(body)) place.focus({ preventScroll: true });
  };
  const watch = new MutationObserver(begin);
  watch.observe(body, { childList: true, subtree: true });
  begin();
  return () => watch.disconnect();
}

function placeIn(body: HTMLElement): HTMLElement | null {
  const named = body.querySelector<HTMLElement>('[data-autofocus]');
  const first = named ?? body.querySelector<HTMLElement>(FIELDS);
  if (named !== null || !(first instanceof HTMLInputElement) || first.type !== 'radio') return first;
  const chosen = [...body.querySelectorAll<HTMLInputElement>('input[type=radio]:checked')];
  return chosen.find(({ name }) => name === first.name) ?? first;
}

/** What closes it has the focus, for want of anything else. */
function isAtStart(body: HTMLElement): boolean {
  const { activeElement } = document;
  const dialog = body.closest('[role=dialog]');
  return dialog?.contains(activeElement) === true && !body.contains(activeElement);
}
