import type { ordersWords as spanish } from '../es/orders.ts';

export const ordersWords: typeof spanish = {
  help: {
    button: 'Help',
    asked: 'Help asked for',
    seenBy: who => `${who} saw your request`,
    asks: who => `${who} asks for help`,
    asksWith: (who, caller) => `${who} asks for help with ${caller}.`,
    open: 'Open the supervision board.',
    see: 'Seen',
    toFloor: 'Go to the board',
    badge: 'Asks for help',
    announced: 'You asked the supervisors for help.',
    takenBack: 'You took the request for help back.',
  },
};
