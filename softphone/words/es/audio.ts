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
};
