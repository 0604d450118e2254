import type { logInRules as spanish } from '../es/log-in-rules.ts';

export const logInRules: typeof spanish = {
  lostDevice: {
    title: 'Second factor',
    lead: name =>
      `If ${name} has lost their phone and their codes, remove their second factor: their sessions end and, where their role requires it, they set it up again at the next log-in. Make sure first that it is really them who asks.`,
    remove: 'Remove their second factor',
    sure: 'Yes, remove it',
    removed: name => `${name} has no second factor any more.`,
  },

  policy: {
    title: 'Log-in',
    lead: 'Roles that must use a second factor. Whoever has none sets it up the next time they log in.',
    saved: 'Saved.',
  },
};
