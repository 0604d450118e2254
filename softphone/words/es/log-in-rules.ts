/** What admins decide about how people log in. */
export const logInRules = {
  lostDevice: {
    title: 'Segundo factor',
    lead: (name: string) =>
      `Si ${name} perdió su teléfono y sus códigos, quite su segundo factor: sus sesiones terminan y, si su rol lo exige, lo configurará de nuevo al entrar. Asegúrese antes de que de verdad se lo pide.`,
    remove: 'Quitar su segundo factor',
    sure: 'Sí, quitarlo',
    removed: (name: string) => `${name} ya no tiene segundo factor.`,
  },

  policy: {
    title: 'Inicio de sesión',
    lead: 'Roles que deben usar segundo factor. Quien no lo tenga lo configura la próxima vez que entre.',
    saved: 'Cambio guardado.',
  },
};
