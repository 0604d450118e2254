import type { account as spanish } from '../es/account.ts';

export const account: typeof spanish = {
  account: {
    open: 'Password and security',
    passwordTitle: 'Change my password',
    presentPassword: 'Present password',
    nextPassword: 'New password',
    passwordAdvice: 'At least 10 characters; better, three or four unrelated words.',
    change: 'Change password',
    passwordChanged: 'Password changed. Your other sessions have ended.',
  },
};
