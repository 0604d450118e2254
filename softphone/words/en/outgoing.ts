import type { outgoingPage as spanish } from '../es/outgoing.ts';

export const outgoingPage: typeof spanish = {
  outgoing: {
    title: 'Outgoing calls',
    hint: 'Whom people may call, how often, and with which number. What is not permitted is refused.',
    change: 'View and change',
    release: 'Release',
    saved: 'Outgoing calls: changes saved.',
    permissionsHint:
      'What no line permits is refused. Emergency numbers and codes with * or # are never dialled.',
    who: 'Who',
    whichClasses: 'Kinds of numbers',
    countries: 'Countries',
    countriesHint: 'home = this one; any = all but those of high risk; else their code: CO, ES, 001…',
    anybodys: 'Also numbers that are no customer’s and not on the work order',
    add: 'Add permission',
    remove: name => `Remove the permission of ${name}`,
    country: code =>
      code === 'home' ? 'this country' : code === 'any' ? 'all countries without high risk' : code,
    numbers: { own: 'only customers’ and work orders’', any: 'any number' },
    forward: 'forwarding too',
    classes: {
      mobile: 'mobile',
      fixed: 'landline',
      'toll-free': 'toll-free',
      voip: 'internet',
      personal: 'personal',
      'shared-cost': 'shared cost',
      premium: 'premium rate',
      satellite: 'satellite',
      'short-code': 'short codes',
      other: 'company and voicemail',
      unknown: 'unknown',
    },
    atLevels: (role: string, levels?: readonly number[]) =>
      levels ? `${role}, level ${levels.join(', ')}` : role,
    callerIds: 'Number the customer sees',
    callerIdsHint:
      'That of the work order’s area; without one the centre’s; without that what the trunk sets.',
    recording: 'Recording of outgoing calls',
    recordingHint: 'That of the ticket’s area; where it has none of its own, the centre’s.',
    asCentre: 'As the centre',
    mayWithhold: 'Agents may choose that no number is seen',
    badNumber:
      'Write it in full, with + and the country code: +582125550100. It must be possible to call it.',
    ofCentre: 'Centre',
    caps: 'Limits',
    atOnce: { person: 'At once, each person', area: 'At once, each area', centre: 'At once, in all' },
    perDay: { person: 'A day, each person', area: 'A day, each area', centre: 'A day, in all' },
    longest: 'Minutes of one call at most',
    longestUnusual: 'Minutes to an unusual number',
    unusualPerDay: 'Calls a day to unusual numbers, each person (abroad, special, or nobody’s we know)',
    burst: 'What looks like fraud',
    burstHint:
      'Who passes one of these within the time below calls nobody for a while, and it is an alarm. The second time of a day they wait for an admin.',
    burstOf: {
      unusual: 'Unusual tries, each person',
      unusualInAll: 'Unusual calls, in all',
      calls: 'Calls, each person',
      windowMs: 'Within so many seconds',
      lockMs: 'Locked for so many minutes',
    },
    calendar: 'Hours',
    badCalendar: 'There are no hours of that name; “always” is open always.',
    offHours: calendar => `Outside the hours “${calendar}”`,
    lock: 'Refused are',
    locks: {
      'not-own': 'Calls to numbers that are no customer’s and not on the work order',
      all: 'All outgoing calls',
      none: 'None',
    },
  },
};
