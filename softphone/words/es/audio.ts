/** Microphone, headset, loudspeaker and bell; loaded with what shows them. */
export const audio = {
  microphone: 'Micrófono',
  voice: 'Audífonos (voz)',
  speaker: 'Altavoz (manos libres)',
  bell: 'Timbre',
  bellToo: 'Timbre también en',
  nowhereElse: 'Ningún otro',
  byDefault: 'El del sistema',
  level: 'Nivel del micrófono',
  speak: 'Hable: la barra debe moverse.',
  away: (label: string) => `${label} (desconectado)`,
  noise: 'Quitar el ruido de fondo',
  noiseHint: 'Apáguelo si su voz se oye cortada. El eco se quita siempre.',
  mutedNotice: 'Avisarme si hablo con el micrófono en silencio',
  mutedHint:
    'Para eso el navegador mide el micrófono mientras está en silencio: nada se envía ni se guarda. Por eso su luz puede seguir encendida.',
  earVolume: 'Volumen de los audífonos',
  speakerVolume: 'Volumen del altavoz',
  microphoneVolume: 'Volumen de su micrófono',
  percent: (value: number) => `${value} %`,
  noEar: 'En 0 % no oye a nadie.',
  handsFree: 'Manos libres',
  headset: {
    title: 'Botones de los audífonos',
    none: 'Contestar, colgar y silenciar desde los audífonos, si tienen botones de teléfono por USB.',
    connect: 'Conectar sus botones',
    ready: (name: string) => `${name}: sus botones contestan, cuelgan y silencian.`,
    busy: (name: string) =>
      `Otro programa tiene los botones de ${name}. Ciérrelo, desconecte los audífonos y conéctelos de nuevo.`,
    forget: 'Dejar de usarlos',
    unsupported:
      'Este navegador no da los botones de los audífonos. Chrome y Edge sí; el sonido funciona igual.',
    failed: 'No se pudo conectar. Recargue la página; la llamada no se pierde.',
  },
};
