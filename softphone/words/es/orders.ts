/** Help that an agent asks for, and what they are told of the orders of supervisors. */
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
    movedToday: 'Por orden de supervisión, hasta el fin del día.',
    givenBy: (by: string) => `${by} le da esta llamada.`,
    /** As the agent is told. */
    told: {
      ready: (by: string) => `${by} quitó su pausa o No molestar.`,
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
};
