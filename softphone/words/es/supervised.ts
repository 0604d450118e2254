/** Supervisors in the talk of an agent: their own page, the board, and what the agent is shown. */
export const supervisedWords = {
  supervise: {
    region: 'Supervisión de una llamada',
    column: 'Supervisar',
    of: (agent: string) => `Supervisar la llamada de ${agent}`,
    modes: { listen: 'Escuchar', whisper: 'Susurrar', barge: 'Intervenir' },
    hints: {
      listen: 'Escuchar: nadie lo oye a usted',
      whisper: 'Susurrar: solo lo oye el agente',
      barge: 'Intervenir: lo oyen el agente y el cliente',
    },
    bargeOthers: 'Intervenir: lo oyen todos en la llamada',
    takeOverHint: 'Tomar la llamada: usted sigue con el cliente y el agente la tipifica',
    takeOverNobody: 'No hay ningún cliente en la llamada que tomar',
    /** `alone`: there is no customer. */
    consults: (who: string, alone: boolean, whispers: boolean) =>
      `consulta a ${who}; ${alone ? 'los demás no los oyen' : 'el cliente no los oye'}${whispers ? ', ni nadie a usted mientras tanto' : ''}`,
    otherLine: (hears: boolean) => `está en su otra línea${hears ? '' : '; no se oye nada hasta que vuelva'}`,
    calling: (agent: string) => `Conectando con ${agent}…`,
    now: {
      listen: (agent: string) => `Escucha a ${agent}`,
      whisper: (agent: string) => `Susurra a ${agent}`,
      barge: (agent: string) => `En la llamada de ${agent}`,
    },
    leave: 'Salir',
    end: 'Terminar la llamada: nadie de aquí está en ella',
    endTitle: '¿Terminar esta llamada?',
    endLead: (customer: string, outside: string) =>
      `${customer} habla con ${outside}, sin nadie de aquí. Se corta para todos, y queda en la orden y la auditoría.`,
    endNow: 'Terminar para todos',
    ended: (customer: string) => `Terminó la llamada de ${customer}.`,
    noTelephone:
      'Para escuchar, susurrar o intervenir necesita un teléfono. Pida a un administrador que marque «Tiene teléfono» en su ficha de persona, y entre de nuevo.',
    noTelephoneAdmin:
      'Para escuchar, susurrar o intervenir necesita un teléfono. Marque «Tiene teléfono» en su ficha, en Personas, y entre de nuevo.',
    over: {
      'call-over': (agent: string) => `Terminó la llamada de ${agent} que supervisaba.`,
      'back-in-line': (agent: string) => `${agent} ya no está en la llamada: el cliente volvió a la cola.`,
      'before-in': (agent: string) => `La llamada de ${agent} terminó antes de que usted entrara.`,
      'line-before-in': (agent: string) =>
        `${agent} dejó la llamada antes de que usted entrara: el cliente volvió a la cola.`,
      unanswered: (agent: string) => `Su teléfono no contestó; la llamada de ${agent} sigue.`,
      cut: (agent: string) => `Usted salió de la llamada de ${agent}, que sigue.`,
    },
    read: 'Entendido',
    shown: {
      listen: (who: string) => `${who} escucha`,
      whisper: (who: string) => `${who} le habla solo a usted`,
      barge: (who: string) => `${who} está en la llamada`,
    },
    shownToOthers: {
      listen: (who: string) => `${who} escucha`,
      whisper: (who: string) => `${who} susurra`,
      barge: (who: string) => `${who} interviene`,
    },
  },
};
