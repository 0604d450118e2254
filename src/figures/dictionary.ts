import type { Words } from '../kit/errors.ts';
import type { CountId } from './counts.ts';
import type { MetricId } from './metrics.ts';

/**
 * The metric dictionary: what each thing that is counted is, and what each figure says. The formula itself is not repeated here: it is
 * told from metrics.ts with the names of the counts.
 *
 * Sources: [FLX] Twilio Flex project template, metrics-data-tiles.md; [AWS] docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html;
 * [VERM] VICIdial docs/VERM.txt, inclusive SLA; [G.109] ITU-T G.109, categories of speech quality.
 */
const w = (es: string, en: string): Words => ({ es, en });

/** By which rule everything in a file, and on the page, is counted. */
export const COUNTED_ONCE: Words = {
  es: 'Una llamada se cuenta cuando termina, una sola vez, en el día y la hora en que llegó, aunque siga después de medianoche. El tiempo de los agentes se cuenta por el reloj.',
  en: 'A call is counted when it is over, once, in the day and hour in which it came, also where it goes on after midnight. The time of agents is counted by the clock.',
};

export const COUNT_NAMES: Readonly<Record<CountId, Words>> = {
  callsIn: w('llamadas entrantes', 'incoming calls'),
  callsAnswered: w('entrantes contestadas', 'incoming answered'),
  callsAbandoned: w('entrantes abandonadas', 'incoming abandoned'),
  callsLeftInMenu: w('colgaron en el menú', 'hung up in the menu'),
  callsEndedByMenu: w('las terminó el menú', 'ended by the menu'),
  callsServedByMenu: w('resueltas en el menú', 'served by the menu'),
  callsLeftMessage: w('dejaron mensaje', 'left a message'),
  callsNoService: w('a un número sin servicio', 'to a number without a service'),
  callsFailed: w('fallas del centro', 'failures of the centre'),
  callsOut: w('llamadas salientes', 'outgoing calls'),
  outAnswered: w('salientes contestadas', 'outgoing answered'),
  outNotReached: w('salientes sin respuesta', 'outgoing not reached'),
  outOther: w('salientes que acabaron en la cola', 'outgoing that ended in the queue'),
  queued: w('pasos por cola', 'turns in a queue'),
  answered: w('contestadas de la cola', 'answered from the queue'),
  answeredWithin: w('contestadas a tiempo', 'answered in time'),
  abandoned: w('abandonadas en la cola', 'abandoned in the queue'),
  abandonedWithin: w('abandonadas antes del umbral', 'abandoned before the threshold'),
  abandonedShort: w('abandonadas en menos de 5 s', 'abandoned within 5 s'),
  gone: w('salieron de la cola', 'left the queue'),
  waitedMs: w('espera de las contestadas', 'wait of those answered'),
  offers: w('ofertas', 'offers'),
  offersTaken: w('ofertas tomadas', 'offers taken'),
  unanswered: w('ofertas sin tomar', 'offers not taken'),
  callerLeft: w('ofertas en que colgó el cliente', 'offers whose caller hung up'),
  handled: w('conversaciones', 'talks'),
  talkMs: w('tiempo hablado', 'talk time'),
  holdMs: w('tiempo de retención', 'hold time'),
  wrapUpMs: w('tiempo de tipificación', 'wrap-up time'),
  held: w('conversaciones con retención', 'talks with a hold'),
  gaveOn: w('transferidas', 'transferred'),
  worked: w('gestiones', 'pieces of work'),
  disposed: w('tipificadas', 'with a disposition'),
  joined: w('participaciones', 'calls joined'),
  joinedMs: w('tiempo en participaciones', 'time in calls joined'),
  voiced: w('conversaciones con la voz medida', 'talks whose voice was measured'),
  mosSum: w('suma de MOS', 'sum of MOS'),
  voiceBad: w('conversaciones con mala voz (MOS < 3,6)', 'talks with bad voice (MOS < 3.6)'),
  readyMs: w('disponible', 'ready'),
  noPhoneMs: w('sin teléfono', 'without telephone'),
  ringingMs: w('timbrando o marcando', 'ringing or dialling'),
  talkingMs: w('en llamada', 'in a call'),
  wrappingUpMs: w('tipificando', 'wrapping up'),
  breakMs: w('en pausa', 'on a break'),
  dndMs: w('no molestar', 'do not disturb'),
};

export interface Entry {
  /** As short as the head of a column. */
  readonly name: Words;
  readonly meaning: Words;
  /** What is not in it. */
  readonly excludes?: Words;
  /** Where the field disagrees: whose definition this is, and who has which other. */
  readonly source?: Words;
}

const NO_INTERNAL = w(
  'Llamadas entre compañeros, llamadas que todavía no terminan.',
  'Calls between colleagues, calls that are not over yet.',
);

export const DICTIONARY: Readonly<Record<MetricId, Entry>> = {
  callsIn: {
    name: w('Entrantes', 'Incoming'),
    meaning: w(
      'Llamadas que llegaron al centro. Cada una se cuenta una vez, en la hora en que llegó, y tiene un solo final: los finales de al lado suman este número.',
      'Calls that came to the centre. Each is counted once, in the hour in which it came, and has one end: the ends beside it add up to this number.',
    ),
    excludes: NO_INTERNAL,
  },
  callsAnswered: {
    name: w('Entrantes contestadas', 'Incoming answered'),
    meaning: w(
      'Un agente y el cliente hablaron, y la llamada terminó así.',
      'An agent and the customer talked, and the call ended so.',
    ),
  },
  callsAbandoned: {
    name: w('Entrantes abandonadas', 'Incoming abandoned'),
    meaning: w(
      'Terminaron esperando a un agente, también a otro después de perder al primero, o la cola estaba cerrada: hay que devolverlas.',
      'They ended while waiting for an agent, also for another one after the first was lost, or the queue was closed: to be called back.',
    ),
    excludes: w(
      'Quien dejó un mensaje, y quien colgó en el menú.',
      'Who left a message, and who hung up in the menu.',
    ),
  },
  callsLeftInMenu: {
    name: w('Colgó en el menú', 'Hung up in menu'),
    meaning: w(
      'El cliente colgó en el menú, antes de llegar a una cola.',
      'The caller hung up in the menu, before they came to a queue.',
    ),
  },
  callsEndedByMenu: {
    name: w('Fin del menú', 'Ended by menu'),
    meaning: w(
      'El menú colgó sin haber dicho lo que se pedía.',
      'The menu hung up and had not told what was asked for.',
    ),
  },
  callsServedByMenu: {
    name: w('Resueltas en el menú', 'Served by menu'),
    meaning: w('El menú dijo todo lo que se pedía.', 'The menu told all that was asked for.'),
  },
  callsLeftMessage: {
    name: w('Con mensaje', 'Left a message'),
    meaning: w(
      'El agente al que llamaban no la tomó y el cliente dejó un mensaje.',
      'The agent whom they called did not take it, and the caller left a message.',
    ),
  },
  callsNoService: {
    name: w('Sin servicio', 'No service'),
    meaning: w(
      'El número marcado no es de ningún servicio del centro.',
      'The number dialled is no service of the centre.',
    ),
  },
  callsFailed: {
    name: w('Fallas', 'Failures'),
    meaning: w(
      'Terminaron por una falla del centro, o sin que nadie lo viera.',
      'They ended by a failure of the centre, or unseen.',
    ),
  },
  containment: {
    name: w('Contención', 'Containment'),
    meaning: w(
      'Parte de las entrantes que el menú resolvió sin agente.',
      'Share of incoming calls that the menu served without an agent.',
    ),
    excludes: w('Llamadas a números sin servicio.', 'Calls to numbers without a service.'),
    source: w(
      'VICIdial (VERM) cuenta también a quien colgó en el menú; aquí no.',
      'VICIdial (VERM) counts who hung up in the menu as well; here they are not.',
    ),
  },
  callsOut: {
    name: w('Salientes', 'Outgoing'),
    meaning: w('Llamadas que hizo un agente a un cliente.', 'Calls that an agent made to a customer.'),
    excludes: NO_INTERNAL,
  },
  outAnswered: {
    name: w('Salientes contestadas', 'Outgoing answered'),
    meaning: w(
      'El cliente contestó y habló con el agente.',
      'The customer answered and talked with the agent.',
    ),
  },
  outNotReached: {
    name: w('Sin respuesta', 'Not reached'),
    meaning: w(
      'Nadie contestó la llamada que hizo el agente.',
      'Nobody answered the call that the agent made.',
    ),
  },
  outOther: {
    name: w('Otras salientes', 'Other outgoing'),
    meaning: w(
      'El cliente contestó y acabó esperando: se perdió el agente o se le transfirió, y colgó en la cola.',
      'The customer answered and ended up waiting: the agent was lost or gave them on, and they hung up in the queue.',
    ),
  },
  reached: {
    name: w('Contacto', 'Reached'),
    meaning: w(
      'Parte de las salientes que el cliente contestó.',
      'Share of outgoing calls that the customer answered.',
    ),
  },
  queued: {
    name: w('Pasos por cola', 'Queue turns'),
    meaning: w(
      'Veces que una llamada entró en una cola. Una transferida a otra cola pasa por dos, por eso pueden ser más que las llamadas; una que el supervisor movió es de la última.',
      'Times that a call came to a queue. One that is transferred to another queue has two, so there may be more of them than calls; one that a supervisor moved is the last queue’s.',
    ),
  },
  answered: {
    name: w('Contestadas', 'Answered'),
    meaning: w(
      'Pasos por la cola que terminaron con un agente.',
      'Turns in the queue that ended with an agent.',
    ),
    source: w(
      'Como el tablero de hoy, con una diferencia: el tablero cuenta en el día en que se contesta; aquí la llamada es del día y la hora en que llegó.',
      'As on today’s board, with one difference: the board counts in the day of the answer; here a call is of the day and hour in which it came.',
    ),
  },
  abandoned: {
    name: w('Abandonadas', 'Abandoned'),
    meaning: w(
      'Pasos por la cola que terminaron sin agente, también después de perder al que había.',
      'Turns in the queue that ended without an agent, also after the one there was had been lost.',
    ),
    source: w(
      'Amazon Connect: quien pidió que le devuelvan la llamada no abandonó.',
      'Amazon Connect: who asked to be called back has not abandoned.',
    ),
  },
  gone: {
    name: w('Salieron', 'Left'),
    meaning: w(
      'Dejaron la cola de otro modo: hacia un menú o un número de afuera. Con contestadas y abandonadas suman los pasos.',
      'They left the queue in another way: to a menu or a number outside. With those answered and abandoned they add up to the turns.',
    ),
  },
  abandonedShort: {
    name: w('Abandono corto', 'Short abandons'),
    meaning: w('Abandonaron en menos de 5 s: no esperaron.', 'They abandoned within 5 s: they did not wait.'),
  },
  serviceLevel: {
    name: w('Nivel de servicio', 'Service level'),
    meaning: w(
      'De las contestadas, cuántas lo fueron dentro del umbral de su cola. Es el que se usa para las metas: el del tablero y la pantalla de pared.',
      'Of those answered, how many were within the threshold of their queue. It is the one used for goals: that of the board and the wallboard.',
    ),
    excludes: w(
      'Las abandonadas. El umbral es el que la cola tiene hoy.',
      'Those abandoned. The threshold is the one that the queue has today.',
    ),
    source: w(
      'Twilio Flex. Hay otras tres fórmulas al lado; se comparan solo entre sí mismas.',
      'Twilio Flex. Three other formulas are beside it; compare each with itself alone.',
    ),
  },
  serviceLevelAll: {
    name: w('Nivel, de todas', 'Level, of all'),
    meaning: w('Contestadas a tiempo, de todas las que esperaron.', 'Answered in time, of all that waited.'),
    source: w('VICIdial (VERM), «inclusive».', 'VICIdial (VERM), “inclusive”.'),
  },
  serviceLevelLong: {
    name: w('Nivel, sin abandono corto', 'Level, no short abandons'),
    meaning: w(
      'Lo mismo, sin las que abandonaron en menos de 5 s.',
      'The same, without those that abandoned within 5 s.',
    ),
    source: w(
      'VICIdial y Amazon Connect dejan el umbral a cada centro; aquí son 5 s.',
      'VICIdial (VERM) and Amazon Connect leave the threshold to each centre; here it is 5 s.',
    ),
  },
  serviceLevelBoard: {
    name: w('Con abandonos', 'Incl. abandoned'),
    meaning: w(
      'El segundo número del tablero: las que abandonaron antes del umbral cuentan como a tiempo.',
      'The second number of the board: those that abandoned before the threshold count as in time.',
    ),
  },
  abandonment: {
    name: w('Abandono', 'Abandonment'),
    meaning: w(
      'Parte de los pasos por cola que terminó sin agente.',
      'Share of the turns in queues that ended without an agent.',
    ),
    source: w('Amazon Connect: abandonadas ÷ puestas en cola.', 'Amazon Connect: abandoned ÷ queued.'),
  },
  averageWait: {
    name: w('Espera (ASA)', 'Wait (ASA)'),
    meaning: w('Cuánto esperaron en promedio las contestadas.', 'How long those answered waited on average.'),
    excludes: w('Las abandonadas; el tiempo en el menú.', 'Those abandoned; the time in the menu.'),
  },
  handled: {
    name: w('Conversaciones', 'Talks'),
    meaning: w(
      'Partes de llamadas en que un agente habló con el cliente, entrantes y salientes. Una llamada que pasó por dos agentes son dos.',
      'Parts of calls in which an agent talked with the customer, incoming and outgoing. A call that two agents had is two.',
    ),
    excludes: w('Participaciones: la llamada la llevaba otro.', 'Calls joined: another one led them.'),
  },
  averageTalk: {
    name: w('Conversación media', 'Average talk'),
    meaning: w('Tiempo hablado por conversación, sin la retención.', 'Talk time of a talk, without hold.'),
  },
  averageHold: {
    name: w('Retención media', 'Average hold'),
    meaning: w(
      'Tiempo que el cliente oyó música por conversación.',
      'Time for which the customer heard music, of a talk.',
    ),
  },
  averageWrapUp: {
    name: w('Tipificación media', 'Average wrap-up'),
    meaning: w(
      'Del final de la conversación a la tipificación.',
      'From the end of the talk to the disposition.',
    ),
  },
  handlingTime: {
    name: w('Gestión (AHT)', 'Handling (AHT)'),
    meaning: w('Lo que una conversación ocupa a su agente.', 'How long a talk keeps its agent.'),
    source: w(
      'Amazon Connect: conversación + retención + tipificación.',
      'Amazon Connect: talk + hold + after-call work.',
    ),
  },
  held: {
    name: w('Con retención', 'With hold'),
    meaning: w('Conversaciones en que se retuvo al cliente.', 'Talks in which the customer was put on hold.'),
  },
  gaveOn: {
    name: w('Transferidas', 'Transferred'),
    meaning: w(
      'Conversaciones que el agente pasó a otro, a una cola, a un menú o afuera.',
      'Talks that the agent gave to somebody else, a queue, a menu or outside.',
    ),
  },
  transferRate: {
    name: w('Transferencia', 'Transfer rate'),
    meaning: w('Parte de las conversaciones que se transfirió.', 'Share of talks that were transferred.'),
  },
  worked: {
    name: w('Gestiones', 'Work'),
    meaning: w(
      'Conversaciones, y llamadas salientes sin respuesta: todo lo que se tipifica.',
      'Talks, and outgoing calls that were not reached: all that gets a disposition.',
    ),
  },
  disposed: {
    name: w('Tipificadas', 'Disposed'),
    meaning: w('Gestiones con tipificación.', 'Pieces of work with a disposition.'),
  },
  joined: {
    name: w('Participó en', 'Joined'),
    meaning: w(
      'Llamadas que llevaba un compañero y en que también habló.',
      'Calls that a colleague led and in which they talked as well.',
    ),
  },
  offers: {
    name: w('Ofertas', 'Offers'),
    meaning: w(
      'Veces que le timbró una llamada. Una que uno no toma y otro sí son dos ofertas y una llamada.',
      'Times that a call rang at them. One that one of them does not take and another does is two offers and one call.',
    ),
  },
  unanswered: {
    name: w('Sin tomar', 'Not taken'),
    meaning: w(
      'Ofertas que no tomó: no contestó, la rechazó, o su teléfono no pudo.',
      'Offers not taken: no answer, refused, or the telephone could not.',
    ),
  },
  callerLeft: {
    name: w('Colgó el cliente', 'Caller hung up'),
    meaning: w('El cliente colgó mientras timbraba.', 'The caller hung up while it rang.'),
  },
  nonResponse: {
    name: w('No respuesta', 'Non-response'),
    meaning: w(
      'Parte de las ofertas que nadie tomó, también porque colgó el cliente.',
      'Share of offers that were not taken, also because the caller hung up.',
    ),
    source: w(
      'Amazon Connect publica las dos: esta y la de al lado.',
      'Amazon Connect lists both: this one and the one beside it.',
    ),
  },
  nonResponseOwn: {
    name: w('No respuesta propia', 'Own non-response'),
    meaning: w(
      'Parte que el agente o su teléfono no tomó, estando el cliente todavía ahí.',
      'Share that the agent or the telephone did not take, with the caller still there.',
    ),
    source: w('Amazon Connect, «without customer abandons».', 'Amazon Connect, “without customer abandons”.'),
  },
  voiceScore: {
    name: w('Voz (MOS)', 'Voice (MOS)'),
    meaning: w(
      'Calidad media de la voz, de 1 a 4,5, del peor de los dos sentidos.',
      'Mean quality of the voice, 1 to 4.5, of the worse of the two ways.',
    ),
    excludes: w('Conversaciones de las que ninguna página contó.', 'Talks of which no page told.'),
    source: w('Modelo E, ITU-T G.107.', 'E-model, ITU-T G.107.'),
  },
  voiceBad: {
    name: w('Mala voz', 'Bad voice'),
    meaning: w(
      'Parte de las conversaciones medidas con MOS por debajo de 3,6.',
      'Share of the talks measured with a MOS below 3.6.',
    ),
    source: w(
      '[G.109]: por debajo de R 70 muchos no quedan conformes.',
      '[G.109]: below R 70 many are not satisfied.',
    ),
  },
  loggedIn: {
    name: w('Conectado', 'Logged in'),
    meaning: w(
      'Tiempo en que el agente estuvo en el centro, disponible o no. Es tiempo de reloj: el de una llamada de medianoche está en los dos días.',
      'Time for which the agent was in the centre, ready or not. It is time by the clock: that of a call over midnight is in both days.',
    ),
  },
  ready: {
    name: w('Disponible', 'Ready'),
    meaning: w(
      'Tiempo disponible y sin llamada, con el teléfono registrado.',
      'Time waiting for a call, with the telephone registered.',
    ),
  },
  break: {
    name: w('Pausa', 'Break'),
    meaning: w('Tiempo en pausa o en no molestar.', 'Time on a break or on do not disturb.'),
  },
  occupancy: {
    name: w('Ocupación', 'Occupancy'),
    meaning: w(
      'Parte del tiempo productivo en que había una llamada.',
      'Share of the productive time in which there was a call.',
    ),
    excludes: w('Pausas y no molestar.', 'Breaks and do not disturb.'),
    source: w(
      'Amazon Connect: (conversación + retención + tipificación + timbre) ÷ (conectado − no productivo).',
      'Amazon Connect: (talk + hold + after-call work + ring) ÷ (logged in − non-productive).',
    ),
  },
};
