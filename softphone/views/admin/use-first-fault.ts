import { type RefObject, useEffect, useRef } from 'react';

/**
 * A form that was not saved goes to its first field that is wrong: that may be far above the button.
 * `tries` is one more each time that this is to be done.
 */
export function useFirstFault(tries: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries]);
  return form;
}
