import { useLocation } from 'wouter';
import { useHistoryState, useSearch } from 'wouter/use-browser-location';

/** Marks a step of the history that a page made itself, so that closing goes back over it. */
interface OpenedHere {
  readonly opened?: true;
}

/**
 * What is open beside a page, named by a part of its address: it is there again after a reload, may be sent to somebody, and
 * the browser's back button closes it. '' is nothing.
 */
export function useOpened(name: string): [string, (value: string) => void] {
  const [path, go] = useLocation();
  const query = useSearch();
  const state = useHistoryState<OpenedHere | null>();
  const open = (value: string) => {
    if (value !== '') go(addressOf(path, query, { [name]: value }), { state: { opened: true } });
    else if (state?.opened) history.back();
    else go(addressOf(path, query, { [name]: '' }), { replace: true });
  };
  return [new URLSearchParams(query).get(name) ?? '', open];
}

/** What a list is narrowed to, in the page's address; a change is no step to go back over. '' is anything. */
export function useNarrowed<Name extends string>(
  names: readonly Name[],
): [Readonly<Record<Name, string>>, (part: Partial<Record<Name, string>>) => void] {
  const [path, go] = useLocation();
  const query = useSearch();
  const said = new URLSearchParams(query);
  const values = Object.fromEntries(names.map(name => [name, said.get(name) ?? ''])) as Record<Name, string>;
  return [values, part => go(addressOf(path, query, part), { replace: true })];
}

function addressOf(path: string, query: string, parts: Readonly<Record<string, string | undefined>>): string {
  const said = new URLSearchParams(query);
  for (const [name, value = ''] of Object.entries(parts)) {
    if (value === '') said.delete(name);
    else said.set(name, value);
  }
  const written = said.toString();
  return written === '' ? path : `${path}?${written}`;
}
