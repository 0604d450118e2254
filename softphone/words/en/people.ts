import type { peoplePage as spanish } from '../es/people.ts';

export const peoplePage: typeof spanish = {
  people: {
    title: 'People',
    add: 'Add person',
    edit: 'Edit person',
    search: 'Search',
    name: 'Name',
    username: 'User name',
    usernameHint: '3 to 32: lower-case letters, digits, dot, hyphen.',
    role: 'Role',
    levelTwo: 'Level 2',
    level: 'Level',
    queues: 'Queues',
    areas: 'Areas',
    areasHint:
      'They give orders to their agents and over the callers who wait there. What they see does not depend on it.',
    extension: 'Direct number',
    extensionHint: 'Colleagues call them at it, and so does anyone who dials it from outside; empty: none.',
    phone: 'Phone',
    telephone: 'Has a telephone',
    telephoneHint: {
      agent: 'Takes and makes calls with it. Without one they work on tickets only.',
      supervisor:
        'Listens, whispers, joins and takes calls over with it. Is offered calls only of queues you give them.',
      admin: 'Makes calls and goes into others’ with it. Is offered calls only of queues you give them.',
      wallboard: 'A screen talks to nobody: it shows figures of the queues, and no customers.',
    },
    telephoneEnds:
      'Saving ends their log-ins: they log in again. If they are on a call, they finish it first.',
    phoneKinds: { browser: 'In the browser', sip: 'Desk phone (SIP)' },
    language: 'Language',
    password: 'Password',
    newPassword: 'New password',
    passwordHint: 'At least 10 characters.',
    faults: {
      displayName: 'Write a name of up to 80 letters.',
      username: '3 to 32: lower-case letters, numbers, dot and hyphen only.',
      extension: '2 to 15 digits, with a + before them if there is one.',
      password: 'Choose another one: this one is short or easy to guess.',
    },
    keepPassword: 'Leave it empty to keep the current one.',
    generate: 'Suggest one',
    active: 'Active',
    inactive: 'Inactive',
    status: 'Status',
    deactivate: 'Deactivate',
    deactivateLead: name =>
      `${name} will no longer be able to log in or receive calls. Their history is kept.`,
    activate: 'Activate',
    endNow: 'End now',
    endNowLead: name =>
      `Ends ${name}'s sessions at once and takes the call away: the customer goes back to the head of the line. An outgoing call is cut.`,
    endNowSure: 'Yes, end now',
    endedNow: name => `The sessions of ${name} have ended.`,
    inCall: 'On a call',
    finishing: 'Finishing a call',
    added: name => `${name} can now log in.`,
    saved: 'Changes saved.',
    deskPhone: 'Desk phone account',
    deskServer: 'Server',
    deskUser: 'User',
    deskPassword: 'Password',
    rotateDesk: 'Change the account',
    rotateDeskLead:
      'If somebody else knows this password, change the account: the old one stops working as soon as its call is over, and the new one has to be typed into the phone. The password of the page stays as it is.',
    rotateDeskSure: 'Yes, change the account',
    copy: 'Copy',
    copied: 'Copied',
    showInactive: 'Show inactive',
    you: 'You',
  },

  queues: {
    title: 'Queues',
    name: 'Queue',
    change: 'View and change',
    changeOf: queue => `View and change ${queue}`,
    edit: queue => `Queue ${queue}`,
    never: 'Never',
    waits: 'While the caller waits',
    talks: 'In the call',
    told: 'What supervisors see',
    times: {
      ringMs: {
        name: 'Ringing per agent',
        short: 'Ringing',
        hint: 'How long one agent rings before the call goes to the next one.',
      },
      refusedAgainMs: {
        name: 'Offer again after a refusal',
        short: 'After a refusal',
        hint: 'How long until the same call is offered again to the agent who refused it.',
      },
      awaitAgentMs: {
        name: 'Wait for the same agent',
        short: 'Same agent',
        hint: 'If the agent loses their telephone in the call, the caller waits for them this long and then is first in line. 0 = no wait.',
      },
      answerWithinMs: {
        name: 'Service level',
        short: 'Level',
        hint: 'Answered sooner than this counts as in time.',
      },
      announceEveryMs: {
        name: 'Announcement of their place',
        short: 'Announced',
        hint: 'How often callers hear their place in the line: from 15 s; 0 = never.',
      },
      wrapUpAlarmMs: {
        name: 'Long wrap-up alarm',
        short: 'Alarm',
        hint: 'Time without a disposition before supervisors are alerted; 0 = never. The wrap-up does not end by itself.',
      },
    },
    outside: (least, most) => `Write ${least} to ${most}.`,
    autoAnswer: 'Auto-answer',
    autoAnswerHint:
      'A call of the queue, or a consultation of it, is answered by itself, after a tone that only the agent hears. Direct calls and those of colleagues are each agent’s choice.',
    numbers: 'Customers’ numbers',
    numbersHint:
      'What its level 1 agents see of them, wherever they read one. With a reason: agents see the number of their call when they write what they need it for, which goes into the audit log. Supervision and levels 2 to 4 see them whole.',
    shown: { whole: 'Whole', masked: 'Last 3 digits only', revealed: 'Last 3, with a reason' },
    autoAnswers: { allows: 'Up to the agent', forces: 'Always', forbids: 'Never' },
    recording: 'Recording',
    recordingHint: 'Callers hear the recording notice in all of them.',
    recordings: { always: 'Always', 'on-demand': 'When the agent asks', never: 'Never' },
    pause: 'Longest pause of the recording',
    pauseHint: 'Agents pause it for private data; it goes on by itself after this time.',
    save: 'Save',
    saved: queue => `${queue}: saved.`,
  },

  policies: {
    title: 'Policies of the centre',
    hint: 'Whether agents see who listens, conferences, recording, debt and long calls.',
    change: 'View and change',
    saved: 'Policies of the centre: changes saved.',
    supervisionSeen: {
      name: 'Agents see who listens',
      hint: 'Unticked, they do not see a supervisor who only listens; one who speaks to them they always see. Holds for those who go in from now on. All of it is in the audit log.',
    },
    leaderMayLeave: {
      name: 'The leader of a conference may leave it',
      hint: 'When they hang up the others talk on, with the customer, or without them if a colleague is left. Unticked, it ends for all, and they are asked first. A page that is lost never ends it.',
    },
    announceRecording: {
      name: 'Recording notice',
      hint: 'Callers hear that the call is recorded before they speak with anybody. Untick it only where your law does not ask for it, or you tell them otherwise.',
    },
    directRecording: {
      name: 'Recording of direct calls',
      hint: 'Of those who dial an agent’s own number. Always: they hear the notice before it rings. When the agent asks: then both hear the notice, and the recording begins after it. A call that has begun goes on as it was.',
    },
    directPauseMs: {
      name: 'Longest pause of their recording',
      hint: 'The agent pauses it for private data; it goes on by itself after this time.',
    },
    internalTickets: {
      name: 'Ticket of internal calls',
      hint: 'From one colleague to another. They have no customer: nobody wraps them up, and a ticket that one opens closes by itself at its end, unless somebody takes it.',
      values: {
        never: 'Never',
        'from-ticket': 'The one that is open in the page',
        always: 'Always: the open one, or a new one',
      },
    },
    debtStops: {
      name: 'Debt ends the call',
      hint: 'Customers who owe hear how much and do not get to an agent. Some countries forbid it for complaints.',
    },
    longCallMs: {
      name: 'Long call alarm',
      hint: 'A call that lasts longer raises an alarm on the board. It is not cut off.',
    },
  },
};
