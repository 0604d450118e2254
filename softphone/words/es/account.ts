/** What people do with their own log-in, and how a log-in goes on after the password. */
export const account = {
  account: {
    passwordTitle: 'Cambiar mi contraseña',
    presentPassword: 'Contraseña actual',
    nextPassword: 'Contraseña nueva',
    passwordAdvice: 'Al menos 10 caracteres; mejor, tres o cuatro palabras sueltas.',
    change: 'Cambiar contraseña',
    passwordChanged: 'Contraseña cambiada. Sus otras sesiones terminaron.',
  },

  factor: {
    title: 'Segundo factor',
    lead: 'Además de la contraseña se pide un código que cambia cada 30 segundos en una aplicación de su teléfono.',
    off: 'Desactivado',
    on: (since: string) => `Activado · ${since}`,
    left: (count: number) =>
      count === 1 ? 'Le queda 1 código de recuperación.' : `Le quedan ${count} códigos de recuperación.`,
    required: 'Su rol lo exige.',
    switchOn: 'Activar',
    switchOff: 'Desactivar',
    switchedOff: 'Segundo factor desactivado.',
    renew: 'Códigos nuevos',
    proveOff: 'Para desactivarlo, escriba su contraseña y un código.',
    proveRenew: 'Los códigos anteriores dejarán de servir. Escriba su contraseña y un código.',
    proveOn: 'Escriba su contraseña para empezar. Al activarlo terminan sus otras sesiones.',
    goOn: 'Continuar',

    codeTitle: 'Código de verificación',
    codeLead: 'Abra su aplicación de autenticación y escriba el código de seis cifras.',
    code: 'Código',
    recoveryLead: 'Escriba uno de los códigos de recuperación que guardó. Cada uno sirve una sola vez.',
    recoveryCode: 'Código de recuperación',
    useRecovery: 'No tengo mi teléfono: usar un código de recuperación',
    useApp: 'Usar el código de la aplicación',
    verify: 'Verificar',
    toLogIn: 'Volver al inicio',
    lostBoth: 'Si tampoco tiene códigos, pida a administración que quite su segundo factor.',

    setupTitle: 'Configure su aplicación',
    setupRequired: 'Su rol exige un segundo factor. Se configura una sola vez.',
    scan: 'Escanee este código con una aplicación de autenticación (Google Authenticator, Aegis, 2FAS…).',
    qr: 'Código QR para la aplicación de autenticación',
    orType: 'O escriba esta clave en la aplicación:',
    thenCode: 'Código que muestra la aplicación',
    confirm: 'Confirmar',

    codesTitle: 'Códigos de recuperación',
    codesLead:
      'Si pierde su teléfono, cada uno de estos códigos le deja entrar una vez. Guárdelos donde nadie más los vea: no se muestran de nuevo.',
    copy: 'Copiar',
    copied: 'Copiados',
    download: 'Descargar',
    fileName: 'cauce-codigos-de-recuperacion.txt',
    fileTitle: (username: string) => `Cauce: códigos de recuperación de ${username}. Cada uno sirve una vez.`,
    kept: 'Los guardé en un lugar seguro',
    done: 'Listo',
  },
};
