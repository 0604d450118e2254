import type { supervisedWords as spanish } from '../es/supervised.ts';

export const supervisedWords: typeof spanish = {
  supervise: {
    region: 'Supervision of a call',
    column: 'Supervise',
    of: agent => `Supervise the call of ${agent}`,
    modes: { listen: 'Listen', whisper: 'Whisper', barge: 'Join' },
    hints: {
      listen: 'Listen: nobody hears you',
      whisper: 'Whisper: only the agent hears you',
      barge: 'Join: the agent and the customer hear you',
    },
    bargeOthers: 'Join: everybody in the call hears you',
    takeOverHint: 'Take the call over: you go on with the customer, and the agent wraps up',
    takeOverNobody: 'There is no customer in the call to take over',
    consults: (who, alone, whispers) =>
      `consults ${who}; the ${alone ? 'others do' : 'customer does'} not hear them${whispers ? ', and nobody hears you meanwhile' : ''}`,
    otherLine: hears => `is on their other line${hears ? '' : '; nothing is heard until they are back'}`,
    calling: agent => `Connecting to ${agent}…`,
    now: {
      listen: agent => `Listening to ${agent}`,
      whisper: agent => `Whispering to ${agent}`,
      barge: agent => `In the call of ${agent}`,
    },
    leave: 'Leave',
    end: 'End the call: none of our people is in it',
    endTitle: 'End this call?',
    endLead: (customer, outside) =>
      `${customer} is talking with ${outside}; none of our people is in the call. It is cut off for everybody, and noted in the ticket and the audit log.`,
    endNow: 'End for everybody',
    ended: customer => `The call of ${customer} has ended.`,
    noTelephone:
      'To listen, whisper or join you need a telephone. Ask an administrator to tick “Has a telephone” in your card under People, and log in again.',
    noTelephoneAdmin:
      'To listen, whisper or join you need a telephone. Tick “Has a telephone” in your card under People, and log in again.',
    over: {
      'call-over': agent => `The call of ${agent} that you supervised is over.`,
      'back-in-line': agent => `${agent} is not in the call any more: the customer is back in line.`,
      'before-in': agent => `The call of ${agent} ended before you were in it.`,
      'line-before-in': agent =>
        `${agent} left the call before you were in it: the customer is back in line.`,
      unanswered: agent => `Your telephone did not answer; the call of ${agent} goes on.`,
      cut: agent => `You are out of the call of ${agent}, which goes on.`,
    },
    read: 'Got it',
    shown: {
      listen: who => `${who} is listening`,
      whisper: who => `${who} speaks to you alone`,
      barge: who => `${who} is in the call`,
    },
    shownToOthers: {
      listen: who => `${who} is listening`,
      whisper: who => `${who} is whispering`,
      barge: who => `${who} has joined`,
    },
  },
};
