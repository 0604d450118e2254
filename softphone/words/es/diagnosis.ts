/** What was worst in the hour of a page that is attached to a ticket. */
export const diagnosisWords = {
  title: 'Diagnóstico del teléfono',
  of: (user: string, since: string, until: string) => `Página de ${user}, de ${since} a ${until}.`,
  download: 'Descargar completo',
  calls: (count: number) => (count === 1 ? 'Habló en una llamada.' : `Habló en ${count} llamadas.`),
  nothing: 'Nada anduvo mal en ese tiempo.',
  lostHeard: (share: string, at: string) => `Lo peor que oyó: perdió ${share} de la voz, a las ${at}.`,
  lostSaid: (share: string, at: string) =>
    `Lo peor que se le oyó: se perdió ${share} de su voz, a las ${at}.`,
  jitter: (ms: string, at: string) => `La voz llegó a saltos: variación de ${ms} ms, a las ${at}.`,
  rtt: (ms: string, at: string) => `La voz tardó en ir y volver hasta ${ms} ms, a las ${at}.`,
  line: (times: number, at: string) =>
    times === 1
      ? `Perdió el registro una vez, a las ${at}.`
      : `Perdió el registro ${times} veces; la última a las ${at}.`,
  link: (times: number, at: string) =>
    times === 1
      ? `Perdió la conexión con el centro una vez, a las ${at}.`
      : `Perdió la conexión con el centro ${times} veces; la última a las ${at}.`,
  refused: (times: number, what: string, at: string) =>
    `Rechazos de SIP: ${times}; el último «${what}», a las ${at}.`,
  faults: (times: number, what: string, at: string) =>
    `Errores de la página: ${times}; el último «${what}», a las ${at}.`,
  check: (toMend: number, at: string) =>
    toMend === 0
      ? `Revisó su puesto a las ${at}: todo listo.`
      : `Revisó su puesto a las ${at}: ${toMend === 1 ? 'una cosa' : `${toMend} cosas`} por corregir.`,
  unchecked: 'No revisó su puesto en ese tiempo.',
};
