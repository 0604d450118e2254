import { FLOOR_PATHS } from './route.ts';

/** Whose listenings, or of which recording, the log shows; '' is anybody's. */
export interface ListenSearch {
  readonly person: string;
  readonly recording: string;
}

export function listensPath({ person, recording }: ListenSearch): string {
  const query = new URLSearchParams();
  if (person !== '') query.set('person', person);
  if (recording !== '') query.set('recording', recording);
  const said = query.toString();
  return said === '' ? FLOOR_PATHS.listens : `${FLOOR_PATHS.listens}?${said}`;
}

export function listensIn(query: string): ListenSearch {
  const said = new URLSearchParams(query);
  return { person: said.get('person') ?? '', recording: said.get('recording') ?? '' };
}
