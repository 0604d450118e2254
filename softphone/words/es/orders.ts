/** Help that an agent asks for, and what supervisors order. */
export const ordersWords = {
  help: {
    button: 'Ayuda',
    asked: 'Ayuda pedida',
    seenBy: (who: string) => `${who} vio su pedido`,
    asks: (who: string) => `${who} pide ayuda`,
    asksAlone: (who: string) => `${who} pide ayuda; el cliente ya no está en la llamada.`,
    asksWith: (who: string, caller: string) => `${who} pide ayuda con ${caller}.`,
    open: 'Abra el tablero de supervisión.',
    see: 'Visto',
    toFloor: 'Ir al tablero',
    badge: 'Pide ayuda',
    announced: 'Pidió ayuda a la supervisión.',
    takenBack: 'Retiró el pedido de ayuda.',
  },

  orders: {
    column: 'Órdenes',
    of: (name: string) => `Órdenes para ${name}`,
    endBreak: 'Terminar su pausa',
    endDnd: 'Quitar su No molestar',
    break: 'Poner en pausa…',
    queues: 'Sus colas de hoy…',
    logOut: 'Cerrar su sesión…',
    breakOf: (name: string) => `Poner en pausa a ${name}`,
    queuesOf: (name: string) => `Colas de ${name}, hoy`,
    logOutOf: (name: string) => `Cerrar la sesión de ${name}`,
    breakNow: 'Poner en pausa',
    queuesNow: 'Cambiar sus colas',
    logOutNow: 'Cerrar su sesión',
    queuesLead: 'Vale desde su próxima llamada y hasta el fin del día; después vuelve a sus colas.',
    logOutLead: 'Sale en el acto. Si está en una llamada, primero la termina y la tipifica; nada más.',
    reason: 'Motivo: lo leerá el agente',
    minutes: 'Tiempo mínimo, en minutos (opcional)',
    minutesHint: 'Hasta entonces solo un supervisor la termina. Sin tiempo: hasta que acabe el día.',
    note: 'Motivo (opcional): lo leerá el agente',
    afterCall: (name: string) => `${name} está en una llamada: no se corta, y la orden vale al terminarla.`,
    movedToday: 'Por orden de supervisión, hasta el fin del día.',
    moved: (queues: string) => `Hoy atiende: ${queues || 'ninguna cola'}`,
    done: {
      ready: (name: string) => `${name} está disponible.`,
      break: (name: string) => `${name} queda en pausa.`,
      queues: (name: string) => `Cambiaron las colas de ${name}.`,
      logOut: (name: string) => `Se cerró la sesión de ${name}.`,
    },
    /** As the agent is told. */
    told: {
      ready: (by: string) => `${by} lo puso disponible.`,
      break: (by: string, reason: string) => `${by} lo puso en pausa: ${reason}.`,
      logOut: (by: string) => `${by} cerró su sesión.`,
      queues: (by: string, added: string, removed: string) =>
        [
          `${by} cambió sus colas por hoy.`,
          added && `Ahora atiende también: ${added}.`,
          removed && `Ya no atiende: ${removed}.`,
        ]
          .filter(Boolean)
          .join(' '),
    },
  },

  callers: {
    of: (who: string) => `Órdenes sobre la llamada de ${who}`,
    first: 'Poner de primera',
    queue: 'Pasar a otra cola…',
    queueOf: (who: string) => `Pasar a otra cola a ${who}`,
    queueLead: (from: string) => `Espera en ${from}. Conserva el turno que ya esperó, y su música sigue.`,
    give: 'Dar a un agente…',
    giveOf: (who: string) => `Dar la llamada de ${who}`,
    giveLead: 'Le timbra en el acto, atienda o no esa cola. Si no la toma, la llamada queda de primera.',
    giveNow: 'Dársela',
    nobodyFree: 'Nadie está libre ahora. Puede ponerla de primera.',
    me: (name: string) => `${name} (usted)`,
    givenBy: (by: string) => `${by} le da esta llamada.`,
    whichQueue: '¿A qué cola?',
    queueNow: 'Pasar a esa cola',
    done: {
      give: (who: string, name: string) => `${who} le timbra a ${name}.`,
      first: (who: string) => `${who} es ahora la primera llamada.`,
      queue: (who: string, queue: string) => `${who} espera ahora en ${queue}.`,
    },
  },
};
