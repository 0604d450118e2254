/** Recordings, and how they are played. */
export const supervision = {
  recording: {
    message: 'Mensaje de voz',
    play: 'Reproducir',
    pause: 'Pausar',
    position: 'Posición',
    pending: 'Grabando o procesando…',
    failed: 'La grabación falló',
    'too-short': 'Demasiado corta: no tiene sonido',
    erased: 'Borrada',
    gaps: (count: number) => (count === 1 ? '1 pausa sin grabar' : `${count} pausas sin grabar`),
    gap: (span: string) => `${span} sin grabar`,
    speed: 'Velocidad',
    search: 'Orden, agente, cliente o número',
    loading: 'Cargando el audio; pulse para pausar',
    trouble: {
      refused: 'El navegador bloqueó el sonido. Permita el sonido de esta página y pulse otra vez.',
      unreached: 'El audio no llegó del servidor. Pulse otra vez para pedirlo de nuevo.',
      unreadable: 'El navegador no pudo leer este audio.',
      stuck: 'El audio no avanza. Se sigue intentando; revise su conexión y su salida de sonido.',
      damaged:
        'Este archivo ya no es el que se guardó y no se reproduce. No se borró nada; el supervisor tiene el aviso.',
    },
    download: 'Descargar',
  },
};
