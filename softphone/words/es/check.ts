import type { CheckFaults, CheckName } from '../../state/workplace-check.ts';

/** The check of a workplace before the shift. */
export const checkWords = {
  about:
    'En menos de 20 segundos: micrófono, audífonos, timbre y el camino de la voz hasta el centro, con una llamada de prueba que no le llega a nadie y no queda en ningún registro.',
  start: 'Empezar',
  again: 'Revisar de nuevo',
  inCall: 'Ahora está en una llamada. Revise su puesto cuando termine.',
  speak: 'Diga en voz alta: «Buenos días, ¿en qué puedo ayudarle?»',
  level: 'Nivel del micrófono',
  bellAsks: '¿Oye el timbre?',
  bellYes: 'Sí, lo oigo',
  bellNo: 'No',
  press: 'Pulse el botón de contestar de sus audífonos.',
  skip: 'Saltar',
  name: {
    line: 'Teléfono registrado',
    link: 'Conexión con el centro',
    microphone: 'Micrófono',
    hears: 'El micrófono le oye',
    echo: 'Sin eco',
    bell: 'Timbre',
    buttons: 'Botones de los audífonos',
    way: 'La voz va y vuelve',
  } satisfies Record<CheckName, string>,
  is: {
    waits: 'Por revisar',
    runs: 'Revisando…',
    asks: 'Le toca a usted',
    good: 'Bien',
    bad: 'Por corregir',
    untried: 'No se probó',
  },
  fault: {
    line: {
      unregistered:
        'El teléfono no está registrado. En «Registro del teléfono» (en su menú) vea por qué y regístrelo de nuevo.',
      elsewhere:
        'Otra pestaña tiene el teléfono. Ciérrela, o abra «Registro del teléfono» (en su menú) y pulse «Usar el teléfono aquí».',
      unseen:
        'El centro todavía no ve este teléfono. Espere unos segundos; si sigue así, regístrelo de nuevo en «Registro del teléfono» (en su menú).',
    },
    link: {
      away: 'El centro no responde. Revise su red; si otros sí entran, avise a su supervisor.',
      'calls-away':
        'El centro está en línea, pero no reparte llamadas. Espere un minuto; si sigue así, avise a su supervisor.',
      slow: 'El centro tarda en responder. Use cable en vez de Wi-Fi, y cierre descargas y videos.',
    },
    microphone: {
      denied:
        'El navegador no da el micrófono. Pulse el candado junto a la dirección, permita el micrófono y revise de nuevo.',
      missing: 'No hay ningún micrófono. Conecte los audífonos y revise de nuevo.',
      busy: 'El micrófono no se abre: quizá lo usa otro programa. Cierre las videollamadas, desconéctelo y conéctelo.',
      unanswered:
        'El navegador pregunta si da el micrófono y espera su respuesta. Permítalo y revise de nuevo.',
    },
    hears: {
      dead: 'Del micrófono llega silencio total: está silenciado en el sistema, o con el botón de los audífonos. Quítele el silencio.',
      quiet: 'Apenas se le oye. Acerque el micrófono a la boca, o elija otro en «Audio y micrófono».',
    },
    echo: {
      heard:
        'Lo que suena vuelve por su micrófono: el cliente se oiría a sí mismo. Use audífonos, o baje el volumen del altavoz.',
      unplayed: 'El navegador no dejó sonar la prueba. Toque la página y revise de nuevo.',
    },
    bell: {
      'no-output': 'Este equipo no tiene por dónde sonar. Conecte audífonos o altavoz.',
      unplayed: 'El navegador no dejó sonar el timbre. Toque la página y revise de nuevo.',
      unheard:
        'No oye el timbre: suba el volumen del equipo, o elija otro altavoz para él en «Audio y micrófono».',
      unanswered: 'No dijo si oye el timbre. Revise de nuevo y responda.',
    },
    buttons: {
      busy: 'Otro programa tiene los botones de sus audífonos. Ciérrelo, o conteste con el ratón o el teclado.',
      unpressed:
        'No llegó ninguna pulsación. Desconecte y conecte los audífonos y revise de nuevo; mientras, conteste con el ratón o el teclado.',
    },
    way: {
      'not-now': 'No se pudo probar: el teléfono no está registrado o está en una llamada.',
      dropped: 'Entró una llamada y la prueba se detuvo. Revise de nuevo cuando termine.',
      refused:
        'El centro no aceptó la llamada de prueba. Intente en un minuto; si se repite, avise a su supervisor.',
      unanswered:
        'El centro no contestó la llamada de prueba. En «Registro del teléfono» (en su menú) regístrelo y revise de nuevo.',
      'no-way':
        'La llamada se contesta, pero la voz no encuentra camino: un cortafuegos o una VPN la detiene. Avise a su supervisor.',
      'relay-refused':
        'La voz no encuentra camino, y el servidor TURN del centro no acepta su clave. Avise a su supervisor: «TURN rechaza la clave».',
      'relay-away':
        'La voz no encuentra camino, y el servidor TURN del centro no responde. Revise su red o VPN; si otros tampoco pueden, avise a su supervisor.',
      silent: 'Hay camino, pero no vuelve voz por él. Avise a su supervisor.',
      'loses-there':
        'Su red pierde voz hacia el centro. Use cable en vez de Wi-Fi, y cierre descargas y videos.',
      'loses-back':
        'Su red pierde voz que viene del centro. Use cable en vez de Wi-Fi, y cierre descargas y videos.',
      jitters: 'La voz llega a saltos. Use cable en vez de Wi-Fi, y cierre descargas y videos.',
      delays:
        'La voz tarda demasiado en ir y volver. Si usa una VPN, desconéctela; si no, avise a su supervisor.',
    },
  } satisfies { readonly [Name in CheckName]: Record<CheckFaults[Name], string> },
  rtt: (ms: string) => `ida y vuelta ${ms} ms`,
  loss: (there: string, back: string) => `pérdida ${there} de ida, ${back} de vuelta`,
  lossBack: (back: string) => `pérdida ${back} de vuelta`,
  jitter: (ms: string) => `variación ${ms} ms`,
  direct: 'directo',
  relayed: 'por el servidor TURN',
  ready: 'Todo listo',
  toMend: (count: number) => (count === 1 ? 'Una cosa por corregir' : `${count} cosas por corregir`),
  last: (at: string, result: string) => `Última revisión: ${at} · ${result}`,
};
