import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { type Route, routeOf } from '../state/route.ts';

interface Router {
  readonly route: Route;
  readonly go: (path: string) => void;
}

const Context = createContext<Router | null>(null);

const here = () => location.pathname + location.search;

function split(address: string): [path: string, query: string] {
  const [path = '', query = ''] = address.split('?');
  return [path, query];
}

export function RouteProvider({ children }: { readonly children: ReactNode }) {
  const [path, setPath] = useState(here);
  useEffect(() => {
    const moved = () => setPath(here());
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);
  const value = useMemo<Router>(
    () => ({
      route: routeOf(...split(path)),
      go(next) {
        if (next !== here()) history.pushState(null, '', next);
        setPath(next);
      },
    }),
    [path],
  );
  return <Context value={value}>{children}</Context>;
}

export function useRoute(): Router {
  const value = useContext(Context);
  if (!value) throw new Error('useRoute outside RouteProvider');
  return value;
}

/** Properties of a real link that moves inside the page: the call in progress goes on. */
export function useLink(path: string): { href: string; onClick: (event: MouseEvent) => void } {
  const { go } = useRoute();
  return {
    href: path,
    onClick(event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      go(path);
    },
  };
}
