/** What people do with their own log-in. */
export const account = {
  account: {
    open: 'Contraseña y seguridad',
    passwordTitle: 'Cambiar mi contraseña',
    presentPassword: 'Contraseña actual',
    nextPassword: 'Contraseña nueva',
    passwordAdvice: 'Al menos 10 caracteres; mejor, tres o cuatro palabras sueltas.',
    change: 'Cambiar contraseña',
    passwordChanged: 'Contraseña cambiada. Sus otras sesiones terminaron.',
  },
};
