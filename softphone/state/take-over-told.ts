import type { Words } from '../../src/kit/errors.ts';
import { LinkFault } from '../link/fault.ts';
import type { Input, Screen } from './screen.ts';
import type { Store } from './store.ts';
import { supervised } from './supervision.ts';

const NOT_TAKEN: Words = {
  es: 'No se pudo tomar la llamada: sigue con el agente y usted escucha. Si el agente consulta a alguien, tómela cuando termine la consulta.',
  en: 'The call could not be taken over: the agent still has it and you are listening. If the agent is consulting somebody, take it over when that is done.',
};

/** Tells, once, that a take-over that was asked for became impossible while my telephone rang. */
export function keepTakeOverTold(
  store: Pick<Store<Screen, Input>, 'get' | 'watch'>,
  onFault: (fault: LinkFault) => void,
): () => void {
  return store.watch(before => {
    // A page that was loaded anew finds it so, and has been told.
    const was = supervised(before)?.own;
    const isNew = was !== undefined && !was.notTaken && supervised(store.get())?.own.notTaken;
    if (isNew) onFault(new LinkFault('take-over-not-now', 0, NOT_TAKEN));
  });
}
