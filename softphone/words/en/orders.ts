import type { ordersWords as spanish } from '../es/orders.ts';

export const ordersWords: typeof spanish = {
  help: {
    button: 'Help',
    asked: 'Help requested',
    seenBy: who => `${who} saw your request`,
    asks: who => `${who} asks for help`,
    asksAlone: who => `${who} asks for help; the customer is not in the call any more.`,
    asksWith: (who, caller) => `${who} asks for help with ${caller}.`,
    open: 'Open the supervision board.',
    see: 'Seen',
    toFloor: 'Go to the board',
    badge: 'Asks for help',
    announced: 'You asked the supervisors for help.',
    takenBack: 'You took back the request for help.',
  },

  orders: {
    movedToday: 'By order of supervision, until the day is over.',
    givenBy: by => `${by} gives you this call.`,
    told: {
      ready: by => `${by} ended your break or do not disturb.`,
      break: (by, reason) => `${by} put you on a break: ${reason}.`,
      logOut: by => `${by} logged you out.`,
      queues: (by, added, removed) =>
        [
          `${by} changed your queues for today.`,
          added && `You now also serve: ${added}.`,
          removed && `You no longer serve: ${removed}.`,
        ]
          .filter(Boolean)
          .join(' '),
    },
  },
};
