import type { account as spanish } from '../es/account.ts';

export const account: typeof spanish = {
  account: {
    passwordTitle: 'Change my password',
    presentPassword: 'Present password',
    nextPassword: 'New password',
    passwordAdvice: 'At least 10 characters; better, three or four unrelated words.',
    change: 'Change password',
    passwordChanged: 'Password changed. Your other sessions have ended.',
  },

  factor: {
    title: 'Second factor',
    lead: 'Besides the password, a code is asked for that changes every 30 seconds in an app on your phone.',
    off: 'Off',
    on: since => `On · ${since}`,
    left: count => (count === 1 ? '1 recovery code left.' : `${count} recovery codes left.`),
    required: 'Your role requires it.',
    switchOn: 'Switch on',
    switchOff: 'Switch off',
    switchedOff: 'Second factor switched off.',
    renew: 'New codes',
    proveOff: 'To switch it off, type your password and a code.',
    proveRenew: 'The codes you have will stop working. Type your password and a code.',
    proveOn: 'Type your password to begin. Your other sessions end when it is on.',
    goOn: 'Continue',

    codeTitle: 'Verification code',
    codeLead: 'Open your authenticator app and type the six-digit code.',
    code: 'Code',
    recoveryLead: 'Type one of the recovery codes you kept. Each works once.',
    recoveryCode: 'Recovery code',
    useRecovery: 'I do not have my phone: use a recovery code',
    useApp: 'Use the code of the app',
    verify: 'Verify',
    toLogIn: 'Back to log-in',
    lostBoth: 'If you have no codes either, ask an administrator to remove your second factor.',

    setupTitle: 'Set up your app',
    setupRequired: 'Your role requires a second factor. It is set up once.',
    scan: 'Scan this code with an authenticator app (Google Authenticator, Aegis, 2FAS…).',
    qr: 'QR code for the authenticator app',
    orType: 'Or type this key into the app:',
    thenCode: 'Code that the app shows',
    confirm: 'Confirm',

    codesTitle: 'Recovery codes',
    codesLead:
      'If you lose your phone, each of these codes lets you in once. Keep them where nobody else sees them: they are not shown again.',
    copy: 'Copy',
    copied: 'Copied',
    download: 'Download',
    fileName: 'cauce-recovery-codes.txt',
    fileTitle: username => `Cauce: recovery codes of ${username}. Each works once.`,
    kept: 'I have kept them in a safe place',
    done: 'Done',
  },
};
