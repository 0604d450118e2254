import type { Words } from '../kit/errors.ts';

/** The text every person accepts at the first log-in (S2-08); the moment is kept with the person. */
export const CONFIDENTIALITY: Words = {
  es:
    'Los datos de clientes, llamadas, grabaciones y órdenes de atención que vea en este sistema son ' +
    'confidenciales. Los usaré solo para atender a quien llama, no los copiaré ni los contaré fuera del ' +
    'trabajo, y sé que las llamadas se graban y que queda constancia de quién escucha o cambia cada cosa. ' +
    'Esta obligación sigue vigente cuando deje de trabajar aquí.',
  en:
    'The data of customers, calls, recordings and work orders that you see in this system is confidential. ' +
    'I will use it only to serve the person who calls, I will neither copy it nor tell it outside of work, ' +
    'and I know that calls are recorded and that it is noted who listens to or changes what. ' +
    'This duty goes on when I no longer work here.',
};
