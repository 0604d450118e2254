/** What supervisors have told the agents. */
export const noticeWords = {
  title: 'Avisos',
  /** Several, or all put aside: one line stands for them. */
  count: (unread: number, all: number) =>
    unread === 0
      ? all === 1
        ? '1 aviso leído'
        : `${all} avisos leídos`
      : unread === 1
        ? '1 aviso sin leer'
        : `${unread} avisos sin leer`,
  from: (by: string, at: string, until: string) => `${by}, ${at} · hasta ${until}`,
  read: 'Entendido',
  spoken: {
    info: (text: string) => `Aviso: ${text}`,
    warning: (text: string) => `Aviso importante: ${text}`,
  },
  importance: { info: 'Aviso', warning: 'Aviso importante' },
};
