/** Help that an agent asks for, and what supervisors order. */
export const ordersWords = {
  help: {
    button: 'Ayuda',
    asked: 'Ayuda pedida',
    seenBy: (who: string) => `${who} vio su pedido`,
    asks: (who: string) => `${who} pide ayuda`,
    asksWith: (who: string, caller: string) => `${who} pide ayuda con ${caller}.`,
    open: 'Abra el tablero de supervisión.',
    see: 'Visto',
    toFloor: 'Ir al tablero',
    badge: 'Pide ayuda',
    announced: 'Pidió ayuda a la supervisión.',
    takenBack: 'Retiró el pedido de ayuda.',
  },
};
