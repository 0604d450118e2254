import type { givingOrders as spanish } from '../es/giving-orders.ts';

export const givingOrders: typeof spanish = {
  orders: {
    column: 'Orders',
    of: name => `Orders for ${name}`,
    endBreak: 'End their break',
    endDnd: 'End their do not disturb',
    break: 'Put on a break…',
    queues: 'Their queues today…',
    logOut: 'Log them out…',
    breakOf: name => `Put ${name} on a break`,
    queuesOf: name => `Queues of ${name}, today`,
    logOutOf: name => `Log ${name} out`,
    breakNow: 'Put on a break',
    queuesNow: 'Change their queues',
    logOutNow: 'Log them out',
    queuesLead: 'From their next call on and until the day is over; then they are back in their own queues.',
    logOutLead:
      'They are out at once. If they are on a call, they finish it and its wrap-up first, and nothing else.',
    reason: 'Reason, read by the agent',
    minutes: 'Minimum time, in minutes (optional)',
    minutesHint: 'Until then only a supervisor ends it. No time: until the day is over.',
    minutesRange: most => `Write a whole number from 1 to ${most}, or nothing.`,
    noQueue: 'Without any queue they get no calls from queues for the rest of the day.',
    breakGone: name =>
      `${name} is not logged in. The break waits for them: if they log in before it is over, they cannot become available.`,
    queuesGone: name => `${name} is not logged in. They serve these queues if they log in today.`,
    note: 'Reason (optional), read by the agent',
    afterCall: name => `${name} is on a call: it is not cut off, and the order holds when it is over.`,
    moved: queues => `Today serves: ${queues || 'no queue'}`,
    done: {
      ready: name => `${name} is available.`,
      break: name => `${name} is on a break.`,
      queues: name => `The queues of ${name} have changed.`,
      logOut: name => `${name} is logged out.`,
      waits: name => `The order waits for ${name}, who is not logged in.`,
      ended: name => `The break of ${name} is over; they stay offline.`,
    },
  },

  callers: {
    of: who => `Orders for the call of ${who}`,
    first: 'Put first in line',
    queue: 'Move to another queue…',
    queueOf: who => `Move ${who} to another queue`,
    queueLead: from => `Waits in ${from}. They keep the time they have waited, and the music goes on.`,
    give: 'Give to an agent…',
    giveOf: who => `Give the call of ${who}`,
    giveLead:
      'Rings the agent at once, whether they serve that queue or not. If they do not take it, the call is first in line.',
    giveNow: 'Give it to them',
    nobodyFree: 'Nobody is free now. You can put the call first in line.',
    me: name => `${name} (you)`,
    whichQueue: 'To which queue?',
    queueNow: 'Move to that queue',
    done: {
      give: (who, name) => `The call of ${who} is ringing at ${name}.`,
      first: who => `${who} is first in line now.`,
      queue: (who, queue) => `${who} waits in ${queue} now.`,
    },
  },
};
