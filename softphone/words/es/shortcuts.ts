import type { KeyFault } from '../../../src/agents/own-keys.ts';
import type { KeySubject, KeyTime } from '../../state/key-table.ts';

/** The window of the shortcuts, where each person sets their keys. */
export const shortcutsWords = {
  lead: 'Arriba, las que sirven en este momento; las demás dicen cuándo sirven.',
  now: 'Ahora',
  later: 'En otro momento',
  subject: {
    call: 'La llamada',
    lines: 'Dos líneas',
    after: 'Después de hablar',
    calling: 'Llamar y clientes',
    state: 'Mi estado',
    page: 'Esta página',
  } satisfies Record<KeySubject, string>,
  time: {
    ringing: 'cuando timbra o espera una llamada',
    waits: 'cuando espera otra llamada',
    talking: 'mientras habla',
    consulting: 'en una consulta, o con dos llamadas',
    conference: 'en una conferencia que usted dirige',
    second: 'con dos llamadas, o una que espera',
    call: 'en una llamada',
    ticket: 'con una orden abierta',
    'wrap-up': 'en una llamada, y al tipificar',
    free: 'en su puesto, cuando no está en una llamada',
    desk: 'en su puesto',
    number: 'al escribir un número',
    opened: 'con una ventana, una ficha o una orden abierta',
    always: 'en esta página, cuando hay algo que hacer',
  } satisfies Record<KeyTime, string>,
  fixed: 'Iguales para todos',
  speed: 'Llamar a una tecla rápida',
  speedTime: 'con los contactos abiertos',
  choices: 'Elegir la tipificación',
  choicesTime: 'al tipificar',
  setFor: (what: string) => `Cambiar la tecla de «${what}»`,
  set: 'Cambiar',
  press: 'Pulse la tecla nueva…',
  keep: 'Esc la deja como está.',
  none: 'sin tecla',
  resetFor: (what: string, key: string) => `Volver a ${key} para «${what}»`,
  resetAll: 'Volver todas a las de fábrica',
  ownCount: (count: number) => (count === 1 ? '1 tecla cambiada' : `${count} teclas cambiadas`),
  saved: (key: string, what: string) => `Ahora ${key} es «${what}», también en sus otras páginas.`,
  savedReset: (key: string, what: string) => `«${what}» vuelve a ser ${key}.`,
  savedAll: 'Todas son de nuevo las de fábrica.',
  whileWriting: 'Con Alt no vale mientras escribe en un campo ni en un diálogo.',
  kept: 'Se guardan con su cuenta y valen en cualquier equipo.',
  taken: (key: string, what: string) => `${key} ya es la tecla de «${what}». Elija otra, o cambie antes esa.`,
  fault: {
    browser: (key: string) =>
      `${key} es del navegador: la tomaría antes que Cauce, o la necesita usted allí. Elija F1 a F10 (menos F5), solas o con Mayús o Ctrl, o Alt con una letra o un dígito.`,
    system: (key: string) =>
      `${key} es del sistema: cierra o cambia ventanas. Elija F1 a F10 (menos F5), solas o con Mayús o Ctrl, o Alt con una letra o un dígito.`,
    writes: (key: string) =>
      `${key} escribe o se mueve en un texto. Elija F1 a F10 (menos F5), solas o con Mayús o Ctrl, o Alt con una letra o un dígito.`,
    form: (key: string) =>
      `${key} no puede ser una tecla del puesto. Elija F1 a F10 (menos F5), solas o con Mayús o Ctrl, o Alt con una letra o un dígito.`,
  } satisfies Record<KeyFault, (key: string) => string>,
};
