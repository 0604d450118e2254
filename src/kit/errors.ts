/**
 * What a caller can do about an error:
 * refused = the request is wrong or not allowed; gone = the thing is not there (any more);
 * busy = try again later; broken = our fault or a part that is away.
 */
export type ErrorKind = 'refused' | 'gone' | 'busy' | 'broken';

/** Spanish first. */
export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every sentence a person may read exists in both languages. */
export interface Words {
  readonly es: string;
  readonly en: string;
}

/**
 * The catalogue of errors. A code is stable: clients and tests rely on it.
 * `test/http/document.test.ts` fails when a code is missing from the API document.
 */
export const CATALOGUE = {
  'wrong-host': [
    'refused',
    'Este centro no atiende con ese nombre y puerto. Entre por la dirección que se imprime al arrancar; si hay otro nombre o un proxy delante, dígalo con CAUCE_PUBLIC_HOST y CAUCE_TRUSTED_PROXY.',
    'This centre does not answer to that name and port. Use the address that is printed at the start; if it has another name or a proxy in front, say so with CAUCE_PUBLIC_HOST and CAUCE_TRUSTED_PROXY.',
  ],
  'wrong-origin': [
    'refused',
    'Esto lo pide una página que no es de este centro. Abra el centro por su propia dirección; si hay un proxy delante, revise CAUCE_PUBLIC_HOST (con su puerto) y X-Forwarded-Proto.',
    'This is asked by a page that is not of this centre. Open the centre by its own address; if there is a proxy in front, check CAUCE_PUBLIC_HOST (with its port) and X-Forwarded-Proto.',
  ],
  'not-logged-in': ['refused', 'Inicie sesión para continuar.', 'Log in to continue.'],
  'wrong-credentials': [
    'refused',
    'El usuario o la contraseña no son correctos.',
    'The user name or password is incorrect.',
  ],
  'second-factor-required': [
    'refused',
    'Su rol exige un segundo factor; no puede quitarlo.',
    'Your role requires a second factor; it cannot be switched off.',
  ],
  'wrong-code': [
    'refused',
    'El código no es correcto o ya se usó. Espere el siguiente, o use un código de recuperación.',
    'The code is incorrect or was used already. Wait for the next one, or use a recovery code.',
  ],
  'log-in-over': [
    'refused',
    'Pasó demasiado tiempo. Escriba otra vez su usuario y su contraseña.',
    'Too much time has passed. Type your user name and password again.',
  ],
  'enrolment-over': [
    'refused',
    'Pasó demasiado tiempo. Empiece otra vez a configurar la aplicación.',
    'Too much time has passed. Start setting up the app again.',
  ],
  'wrong-password': ['refused', 'La contraseña actual no es correcta.', 'The present password is incorrect.'],
  'wrong-proof': [
    'refused',
    'El código no es correcto o ya venció. Pida otro.',
    'The code is wrong or has expired. Ask for another one.',
  ],
  'too-many-tries': [
    'busy',
    'Demasiados intentos. Espere unos minutos.',
    'Too many attempts. Wait a few minutes.',
  ],
  overloaded: [
    'busy',
    'El centro está muy cargado: las búsquedas y estadísticas esperan para que las llamadas sigan. Pruebe de nuevo en unos segundos.',
    'The centre is under heavy load: searches and statistics wait so that calls go on. Try again in a few seconds.',
  ],
  stopping: [
    'busy',
    'El centro se va a detener y no se puede empezar otra llamada. Termine lo que tiene, y llame cuando el centro haya vuelto.',
    'The centre is about to be stopped and no other call can be begun. Finish what you have, and call when the centre is back.',
  ],
  'not-allowed': ['refused', 'Su rol no permite hacer esto.', 'Your role does not allow this.'],
  'not-in-sight': [
    'refused',
    'No puede ver esto: no es de sus colas, no está a su cargo ni es de una llamada suya. Si lo necesita, pídaselo a su supervisor.',
    'You may not see this: it is not of your queues, not assigned to you and not of a call of yours. If you need it, ask your supervisor.',
  ],
  'confidentiality-not-accepted': [
    'refused',
    'Acepte primero el acuerdo de confidencialidad.',
    'Accept the confidentiality agreement first.',
  ],
  'invalid-input': ['refused', 'Hay datos que faltan o no son válidos.', 'Some data is missing or invalid.'],
  'unknown-resource': ['gone', 'No existe lo que pidió.', 'What you asked for does not exist.'],
  'already-exists': [
    'refused',
    'Ese nombre de usuario ya existe, quizá de alguien inactivo. Escriba otro.',
    'That user name exists already, maybe of somebody inactive. Choose another one.',
  ],
  'extension-taken': [
    'refused',
    'Ese número directo ya es de otra persona o de un servicio. Elija otro.',
    'That direct number is somebody else’s already, or a service’s. Choose another one.',
  ],
  'changed-meanwhile': [
    'refused',
    'Cambió mientras tanto, y no se guardó nada encima. Mire cómo está ahora.',
    'It has changed meanwhile, and nothing was saved over it. Look at it as it is now.',
  ],
  'search-too-short': [
    'refused',
    'Escriba al menos 3 letras o 4 dígitos.',
    'Type at least 3 letters or 4 digits.',
  ],
  'document-not-valid': [
    'refused',
    'El documento no es válido. Escríbalo con su letra: V-12345678, E-12345678, J-12345678-9.',
    'The document is not valid. Write it with its letter: V-12345678, E-12345678, J-12345678-9.',
  ],
  'number-not-valid': [
    'refused',
    'El número de teléfono no es válido. Escríbalo con su código de área: 0414-5550101.',
    'The telephone number is not valid. Write it with its area code: 0414-5550101.',
  ],
  'customer-exists': [
    'refused',
    'Ya hay un cliente con ese documento. Búsquelo y elíjalo.',
    'There is a customer with that document already. Search for them and choose them.',
  ],
  'step-not-possible': [
    'refused',
    'Ese paso ya no es posible: alguien cambió algo mientras tanto. Recargue la página.',
    'That step is not possible any more: somebody changed something meanwhile. Reload the page.',
  ],
  'not-to-oneself': [
    'refused',
    'Eso no se hace consigo mismo. Pídaselo a otro administrador; su contraseña la cambia en «Mi cuenta».',
    'Nobody does that to themselves. Ask another administrator; your password is changed in “My account”.',
  ],
  'summary-missing': [
    'refused',
    'Escriba primero el resumen: qué le pasa al cliente, en una o dos frases.',
    'Write the summary first: what is wrong, in one or two sentences.',
  ],
  'solution-missing': [
    'refused',
    'Escriba primero la solución: qué se hizo para resolverlo.',
    'Write the solution first: what was done about it.',
  ],
  'disposition-missing': ['refused', 'Elija una tipificación.', 'Choose a disposition.'],
  'session-ending': [
    'refused',
    'Su sesión terminó: solo puede acabar la llamada que tiene y tipificarla.',
    'Your session has ended: you can only finish the call you are on and its wrap-up.',
  ],
  'browser-in-call': [
    'busy',
    'En este navegador sigue una llamada. Termínela antes de iniciar otra sesión.',
    'A call is still going on in this browser. Finish it before you log in.',
  ],
  'call-elsewhere': [
    'refused',
    'La llamada está en otra página o en otro equipo. Tráigala a esta página para manejarla aquí.',
    'The call is on another page or computer. Bring it to this page to control it here.',
  ],
  'disposition-unfit': [
    'refused',
    'Esa tipificación no corresponde a esta llamada ni a lo que pasó en ella. Elija otra.',
    'That disposition does not fit this call or what happened in it. Choose another one.',
  ],
  'diagnoses-full': [
    'refused',
    'Esta orden ya tiene todos los diagnósticos que caben (20). Descargue el suyo, y diga en una nota qué pasó.',
    'This ticket has all the diagnoses that it can hold (20). Download yours, and say in a note what happened.',
  ],
  'no-talk': [
    'refused',
    'No hay ninguna llamada atendida con este cliente en la que haya podido dar su conformidad. Llámelo y vuelva a cerrar.',
    'There is no answered call with this customer in which they could have agreed. Call them and close again.',
  ],
  'recording-never': [
    'refused',
    'Las llamadas como esta no se graban.',
    'Calls like this one are not recorded.',
  ],
  'recording-always': [
    'refused',
    'Las llamadas como esta se graban siempre. Pause la grabación mientras el cliente dicta datos reservados.',
    'Calls like this one are always recorded. Pause the recording while the customer dictates private data.',
  ],
  'recording-pause-longest': [
    'refused',
    'Esta pausa ya no se alarga: termina sola a su hora. Si el cliente todavía dicta entonces, pause otra vez (F3).',
    'This pause cannot be made longer: it ends by itself at its time. If the customer still dictates then, pause again (F3).',
  ],
  'not-recorded': [
    'refused',
    'La llamada no se está grabando: no hay nada que pausar.',
    'The call is not being recorded: there is nothing to pause.',
  ],
  'recording-disk-full': [
    'refused',
    'No se puede grabar: al servidor le falta espacio en disco. Avise a su supervisor.',
    'Recording is not possible: the server is short of disk space. Tell your supervisor.',
  ],
  'queue-closed': [
    'refused',
    'Esa cola está cerrada ahora. Elija otra, o acuerde con el cliente que lo llamen.',
    'That queue is closed now. Choose another one, or agree with the customer on a call back.',
  ],
  'agent-changed': [
    'refused',
    'El agente ya cambió de estado, o ya recibió otra orden. Mire cómo está ahora y repita si hace falta.',
    'The agent’s state has changed meanwhile, or they were given another order. See what it is now, and order again if need be.',
  ],
  'no-break': [
    'refused',
    'El agente no está en pausa ni en No molestar: no hay nada que terminar.',
    'The agent is neither on a break nor on do not disturb: there is nothing to end.',
  ],
  'break-held': [
    'refused',
    'Un supervisor puso esta pausa: la termina él, o usted cuando pase su tiempo. Hasta entonces puede volver a ella, o desconectarse.',
    'A supervisor put you on this break: they end it, or you do when its time is over. Until then you may go back to it, or go offline.',
  ],
  'their-phone-not-ready': [
    'refused',
    'El teléfono del agente no está registrado: no puede recibir llamadas. Pídale que abra su página.',
    'The phone of the agent is not registered: they can receive no calls. Ask them to open their page.',
  ],
  'not-your-area': [
    'refused',
    'No es de sus áreas ni de sus colas. Un administrador le asigna áreas en la página de personas.',
    'This is not in your areas or queues. An administrator assigns areas to you on the People page.',
  ],
  'not-waiting': [
    'refused',
    'La llamada ya no espera en una cola: timbra en un agente, o ya la atienden.',
    'The call does not wait in a queue any more: it rings at an agent, or is answered already.',
  ],
  'agent-not-free': [
    'refused',
    'No se le puede timbrar ahora: no está libre, o el cliente retuvo la llamada. Elija a otro agente, o ponga la llamada de primera.',
    'They cannot be rung now: they are not free, or the customer has put the call on hold. Choose another agent, or put the call first in line.',
  ],
  'moved-already': [
    'refused',
    'La llamada ya no está en esa cola: ya se movió. Mire dónde espera ahora.',
    'The call is not in that queue any more: it was moved already. See where it waits now.',
  ],
  'help-over': [
    'refused',
    'En esa llamada ya no se pide ayuda: ya la vio alguien, o el agente la retiró.',
    'No help is asked for in that call any more: it was seen already, or the agent took it back.',
  ],
  'call-gone': [
    'gone',
    'La llamada ya terminó: nada cambió. Siga con otra; lo que pasó está en su orden.',
    'The call has already ended: nothing was changed. Go on with another one; its ticket tells what happened.',
  ],
  'colleague-not-free': [
    'busy',
    'Esa persona no puede atender ahora. Elija a otra que esté libre, o transfiera la llamada a una cola.',
    'That person cannot answer now. Choose somebody who is free, or transfer the call to a queue.',
  ],
  'colleague-owes': [
    'refused',
    'Esa persona todavía debe tipificar su parte en la otra llamada. Pídale que la tipifique (F8), y entonces pulse «Unir».',
    'That person still owes the disposition of their part in the other call. Ask them to choose it (F8), then join the two lines.',
  ],
  'queue-nobody-free': [
    'busy',
    'Nadie de esa cola está libre ahora. Transfiera el cliente a la cola, o intente otra vez en un momento.',
    'Nobody of that queue is free now. Transfer the customer to the queue, or try again in a moment.',
  ],
  'call-full': [
    'refused',
    'En una llamada caben 8 personas. Retire a alguien antes de llamar a otra.',
    'A call has room for 8 people. Let somebody leave before you call another one.',
  ],
  'already-given-on': [
    'refused',
    'Usted ya no está en esta llamada: la pasó, o la tomó otra persona. No se cambió nada más; si le queda su tipificación, ciérrela.',
    'You are not in this call any more: you gave it on, or somebody else took it over. Nothing else was changed; if you still owe its disposition, choose it.',
  ],
  'not-your-call': [
    'refused',
    'Esa llamada la lleva otra persona: no se cambió nada.',
    'Somebody else has that call: nothing was changed.',
  ],
  'not-in-talk': [
    'refused',
    'En esa llamada todavía no se habla: espere a que la contesten.',
    'There is no talk in that call so far: wait until it is answered.',
  ],
  'nobody-to-hold': [
    'refused',
    'Hablan varios compañeros: no se retiene a nadie. Silencie su micrófono (F6), o cuelgue para salir (F9).',
    'Several colleagues talk: nobody is put on hold. Mute your microphone (F6), or hang up to leave (F9).',
  ],
  'own-call': [
    'refused',
    'Esa llamada es suya: no hay nada que supervisar en ella. Siga en su puesto.',
    'That call is your own: there is nothing in it to supervise. Go on at your desk.',
  ],
  'on-desk-phone': [
    'refused',
    'La llamada está en su teléfono de mesa: siga allí.',
    'The call is on your desk telephone: go on there.',
  ],
  'nothing-owed': [
    'refused',
    'No le falta tipificar esa llamada: todavía sigue, o ya la tipificó.',
    'You owe no disposition of that call: it still goes on, or you have chosen it already.',
  ],
  'not-your-queue': [
    'refused',
    'Esa cola ya no es suya. Elija otra en «En nombre de».',
    'That queue is not yours any more. Choose another one in “On behalf of”.',
  ],
  'consulting-already': [
    'refused',
    'Está consultando a alguien. Antes pásele la llamada, júntelos a todos o vuelva con el cliente.',
    'You are consulting somebody. First give them the call, join everybody, or go back to the customer.',
  ],
  'in-conference': [
    'refused',
    'Es una conferencia: al transferirla, los demás quedarían sin nadie. Retírelos antes y transfiera, o cuelgue si van a seguir sin usted.',
    'This is a conference: transferring it would leave the others without anybody. Let them leave first and transfer then, or hang up if they are to talk on without you.',
  ],
  'in-call-already': [
    'refused',
    'Esa persona ya está en esta llamada. Elija a otra.',
    'They are in this call already. Choose somebody else.',
  ],
  'nobody-asked': [
    'refused',
    'Ya no hay nadie en consulta: colgó o no contestó. El cliente sigue con usted; elija a otra persona en Transferir (F7).',
    'Nobody is being consulted any more: they hung up or did not answer. You still have the customer; choose somebody else in Transfer (F7).',
  ],
  'not-answered-yet': [
    'busy',
    'La persona consultada todavía no contesta. Espere a que conteste, o vuelva a la llamada.',
    'Whom you consult has not answered yet. Wait until they do, or go back to the call.',
  ],
  'customer-left': [
    'refused',
    'El cliente ya no está en la llamada. Hable con los demás, o cuelgue.',
    'The customer has left the call. Talk with the others, or hang up.',
  ],
  'left-already': [
    'gone',
    'Esa persona ya salió de la llamada. No hay que hacer nada.',
    'They have left the call already. There is nothing to do.',
  ],
  'not-leading': [
    'refused',
    'Esta llamada la lleva el otro agente: es quien la retiene, la transfiere y suma a otros. Para salir de ella, cuelgue.',
    'The other agent leads this call: they put it on hold, transfer it and ask others in. To leave it, hang up.',
  ],
  'internal-call': [
    'refused',
    'Es una llamada entre compañeros: transferir, grabar, pedir ayuda y supervisar son para llamadas con un cliente. A otro compañero puede consultarlo.',
    'This is a call between colleagues: transfer, recording, help and supervision are for calls with a customer. You can consult another colleague.',
  ],
  'line-changed': [
    'refused',
    'Esa llamada cambió o terminó en este momento. Mire cómo están sus líneas y repita si hace falta.',
    'That call has just changed or ended. See how your lines are now, and press again if need be.',
  ],
  'talk-over': [
    'refused',
    'Esa conversación ya terminó: el cliente espera, o va con otra persona. Vea en el tablero dónde está la llamada ahora.',
    'That talk is over: the customer waits, or goes to somebody else. See on the board where the call is now.',
  ],
  'take-over-nobody': [
    'refused',
    'No hay ningún cliente en la llamada que tomar. Puede escuchar, o intervenir.',
    'There is no customer in the call to take over. You can listen, or join.',
  ],
  'take-over-not-now': [
    'refused',
    'El agente está consultando a alguien. Entre con «Intervenir», o tome la llamada cuando termine la consulta.',
    'The agent is consulting somebody. Go in with “Join”, or take the call over when that is done.',
  ],
  'ticket-does-not-allow': [
    'refused',
    'La orden ya no admite esa tipificación: alguien la movió o la cerró. Mire la orden y elija otra tipificación.',
    'The ticket does not allow that disposition any more: somebody moved or closed it. Look at the ticket and choose another disposition.',
  ],
  'no-conference': [
    'refused',
    'Solo en una conferencia se silencia a alguien, o se retira al cliente. Primero pulse «Unir» para que todos hablen.',
    'Only in a conference can people be muted, or the customer be removed. Join everybody in the call first.',
  ],
  'lines-taken': [
    'busy',
    'Sus dos líneas están ocupadas. Cuelgue una, o cierre su tipificación, antes de hacer otra llamada.',
    'Both of your lines are taken. Hang one up, or choose its disposition, before you make another call.',
  ],
  'own-number': [
    'refused',
    'Ese es usted: es su propio número. Escriba el de otra persona, o elíjala en la lista.',
    'That is you: it is your own number. Write that of somebody else, or choose them in the list.',
  ],
  'leave-call-first': [
    'refused',
    'En esta llamada usted no puede retener a nadie para tomar otra. Salga de ella (F9): la que espera sonará enseguida.',
    'You cannot put anybody on hold in this call to take another one. Leave it (F9): the one that waits then rings.',
  ],
  'lines-not-up': [
    'refused',
    'Se unen dos llamadas en curso: la suya y una segunda que usted haya hecho, que haya entrado directo a usted o que sea con un compañero. Espere a poder hablar en las dos, sin nadie más en la que se une.',
    'Two calls that are up can be joined: yours and a second one that you made, that came to you alone, or that is with a colleague. Wait until you can talk on both, with nobody else in the one that is joined.',
  ],
  'on-other-line': [
    'refused',
    'Usted está en la otra línea. Tome primero esta línea.',
    'You are on the other line. Take this line first.',
  ],
  'agent-busy': [
    'busy',
    'Usted está en una llamada, o una le timbra. Termínela (F9) y repita, o llame desde ella por la otra línea.',
    'You are on a call, or one rings at yours. End it (F9) and try again, or call from it by the other line.',
  ],
  'own-call-first': [
    'busy',
    'Usted está en una llamada, o una le timbra. Termínela (F9), tipifíquela (F8) y entre después en la del agente.',
    'You are on a call, or one rings at yours. End it (F9), choose its disposition (F8), and then go into the agent’s.',
  ],
  'wrap-up-first': [
    'busy',
    'Le falta tipificar su última llamada. Tipifíquela (F8) y entre después en la del agente.',
    'You still owe the disposition of your last call. Choose it (F8), and then go into the agent’s.',
  ],
  'supervises-other': [
    'busy',
    'Usted está en la llamada de otro agente. Salga de ella («Salir») y repita.',
    'You are in the call of another agent. Leave it (“Leave”) and try again.',
  ],
  'phone-not-ready': [
    'refused',
    'El teléfono no está registrado. Espere unos segundos; si sigue así, recargue la página o revise el teléfono de mesa.',
    'The telephone is not registered. Wait a few seconds; if it stays so, reload the page or check the desk telephone.',
  ],
  'no-route': [
    'refused',
    'No hay ruta de salida para ese número. Pida al administrador que revise la troncal.',
    'There is no outgoing route for that number. Ask the administrator to check the trunk.',
  ],
  'outgoing-emergency': [
    'refused',
    'Los números de emergencia no se marcan desde aquí: use un teléfono de la oficina o un celular, para que la ambulancia, los bomberos o la policía sepan dónde está quien llama.',
    'Emergency numbers are not dialled from here: use a telephone of the office or a mobile, so that the ambulance, the fire brigade or the police know where the caller is.',
  ],
  'outgoing-not-a-number': [
    'refused',
    'Eso no es un número de teléfono al que se pueda llamar. Revíselo y escríbalo con su código de área: 0414-5550101; de otro país, con + y el código del país.',
    'That is no telephone number that can be called. Check it and write it with its area code: 0414-5550101; of another country, with + and the country code.',
  ],
  'outgoing-not-own': [
    'refused',
    'Ese número no es de ningún cliente ni está en la orden. Agréguelo a la ficha del cliente, o pida al administrador permiso para llamar a otros números.',
    'That number is no customer’s and not on the ticket. Add it to the customer’s record, or ask an admin for permission to call other numbers.',
  ],
  'outgoing-abroad': [
    'refused',
    'No tiene permiso para llamar a ese país. Pídale al cliente un número de aquí, o pida el permiso al administrador.',
    'You have no permission to call that country. Ask the customer for a number in this country, or ask an admin for the permission.',
  ],
  'outgoing-high-risk': [
    'refused',
    'Ese número es de un país o territorio de alto riesgo de fraude (algunos parecen de Estados Unidos). Si la llamada hace falta, el administrador debe permitir ese país por su nombre.',
    'That number is in a country or territory with a high risk of fraud (some look like the United States). If the call is needed, an admin has to permit that country by name.',
  ],
  'outgoing-premium': [
    'refused',
    'Ese número cobra una tarifa especial a quien llama. Pídale al cliente un número fijo o móvil.',
    'That number charges its callers a special rate. Ask the customer for a landline or mobile number.',
  ],
  'outgoing-satellite': [
    'refused',
    'Ese número es de un teléfono satelital o de una red internacional, de tarifa muy alta. Pídale al cliente un número fijo o móvil.',
    'That number is a satellite telephone’s or an international network’s, at a very high rate. Ask the customer for a landline or mobile number.',
  ],
  'outgoing-class': [
    'refused',
    'No tiene permiso para llamar a esa clase de números. Pídale al cliente un número fijo o móvil, o pida el permiso al administrador.',
    'You have no permission to call that kind of number. Ask the customer for a landline or mobile number, or ask an admin for the permission.',
  ],
  'outgoing-no-permission': [
    'refused',
    'No tiene permiso para hacer llamadas de salida de este modo. Pídalo al administrador.',
    'You have no permission to make outgoing calls this way. Ask an admin for it.',
  ],
  'outgoing-no-conference': [
    'refused',
    'No tiene permiso para unir números de afuera con el cliente. Alterne entre los dos, pase la llamada, o pida el permiso al administrador.',
    'You have no permission to join outside numbers with the customer. Swap between the two, complete the transfer, or ask an admin for the permission.',
  ],
  'outgoing-off-hours': [
    'refused',
    'Fuera del horario de oficina solo se llama a números de clientes y de sus órdenes. Llame en el horario, o pida al administrador que lo cambie.',
    'Outside office hours only numbers of customers and of their tickets are called. Call during the hours, or ask an admin to change this.',
  ],
  'outgoing-not-withheld': [
    'refused',
    'Aquí no se llama con el número oculto. Llame sin ocultarlo, o pida al administrador que lo permita.',
    'Calls with a withheld number are not allowed here. Call without withholding it, or ask an admin to allow it.',
  ],
  'outgoing-busy': [
    'busy',
    'Ya hay tantas llamadas de salida a la vez como se permiten. Espere a que termine una y vuelva a llamar.',
    'There are as many outgoing calls at once as are allowed. Wait until one ends and call again.',
  ],
  'outgoing-used-up': [
    'busy',
    'Ya se hicieron hoy todas las llamadas de salida que se permiten. Avise a su supervisor: el administrador puede subir el límite.',
    'All outgoing calls that are allowed today have been made. Tell your supervisor: an admin can raise the limit.',
  ],
  'outgoing-locked': [
    'refused',
    'Las llamadas de salida están bloqueadas: hubo demasiados intentos inusuales en poco tiempo. Avise a su supervisor: el administrador puede liberarlas.',
    'Outgoing calls are locked: there were too many unusual tries in a short time. Tell your supervisor: an admin can release them.',
  ],
  'outgoing-policy': [
    'broken',
    'No se sabe a dónde se permite llamar: la política de llamadas de salida falta o tiene un error. Avise al administrador.',
    'It is not known where calls are allowed to: the policy for outgoing calls is missing or has a fault. Tell an admin.',
  ],
  'number-stays-hidden': [
    'refused',
    'Su cola no permite ver este número. Puede llamar al cliente sin verlo; si hace falta el número, pídalo a supervisión.',
    'Your queue does not permit you to see this number. You can call the customer without it; if you need the number, ask a supervisor.',
  ],
  'no-number': [
    'refused',
    'El cliente llamó con el número oculto; pídale un número al que llamarlo.',
    'The customer called with the number withheld; ask them for a number to call.',
  ],
  'calls-away': [
    'broken',
    'El servicio de llamadas no responde. Se reintenta solo.',
    'The call service is not responding. Retrying automatically.',
  ],
  'store-away': [
    'broken',
    'La base de datos no responde. Se reintenta solo.',
    'The database is not responding. Retrying automatically.',
  ],
  'crm-away': [
    'broken',
    'El sistema de clientes (CRM) no contesta. Atienda con lo que está aquí, y pruebe otra vez en unos segundos.',
    'The customer system (CRM) does not answer. Go on with what is here, and try again in a few seconds.',
  ],
  'contact-exists': [
    'refused',
    'Ya está en esa agenda con ese nombre y esos números. Búsquelo y edítelo, o escriba otro nombre.',
    'There is one in that address book with that name and those numbers. Search for it and edit it, or write another name.',
  ],
  'moment-passed': [
    'refused',
    'Ese momento ya pasó. Elija uno que esté por venir.',
    'That moment has passed. Choose one that is still to come.',
  ],
  'too-far-ahead': [
    'refused',
    'Ese momento está demasiado lejos: un aviso vale hasta 7 días y una llamada se agenda hasta 60 días después. Elija uno más cercano.',
    'That moment is too far ahead: a notice stands for up to 7 days, and a call is scheduled up to 60 days ahead. Choose a nearer one.',
  ],
  'scheduled-full': [
    'refused',
    'Ya tiene 200 llamadas agendadas. Haga o descarte alguna y agende esta.',
    'You have 200 scheduled calls already. Make or discard one, and schedule this one.',
  ],
  'scheduled-closed': [
    'gone',
    'Esa llamada agendada ya se hizo, se descartó o pasó a otra persona. No se cambió nada.',
    'That scheduled call was made, discarded or given to somebody else meanwhile. Nothing was changed.',
  ],
  'notices-full': [
    'refused',
    'Ya hay 20 avisos vigentes y nadie leería más. Retire alguno y envíe este.',
    'There are 20 notices already, and nobody would read more. Withdraw one and send this one.',
  ],
  'contacts-full': [
    'refused',
    'No caben tantos contactos: la agenda propia admite 5.000 y la compartida 200.000. Borre los que ya no use, o importe menos. No se cambió nada.',
    'So many contacts do not fit: one’s own address book takes 5,000 and the shared one 200,000. Delete those that are not used any more, or import fewer. Nothing was changed.',
  ],
  'number-not-of-contact': [
    'refused',
    'Ese contacto ya no tiene ese número. Mire cuáles tiene ahora y elija uno.',
    'That contact does not have that number any more. See which it has now, and choose one.',
  ],
  'contacts-file-empty': [
    'refused',
    'El archivo no tiene contactos. Elija otro, o exporte de nuevo los contactos desde donde están.',
    'There are no contacts in the file. Choose another one, or export the contacts again from where they are.',
  ],
  'contacts-file-unknown': [
    'refused',
    'Ese archivo no es CSV ni vCard. Si es una hoja de cálculo, ábrala y guárdela como CSV; si viene de un teléfono o del correo, exporte los contactos como vCard (.vcf).',
    'That file is neither CSV nor vCard. If it is a spreadsheet, open it and save it as CSV; if it comes from a telephone or a mail program, export the contacts as vCard (.vcf).',
  ],
  'contacts-columns-unknown': [
    'refused',
    'La primera fila debe decir qué hay en cada columna. Escriba en ella al menos «nombre» y «teléfono» (o móvil, trabajo, casa, otro), y guarde el archivo como CSV.',
    'The first row must say what is in each column. Write at least “name” and “phone” there (or mobile, work, home, other), and save the file as CSV.',
  ],
  'contacts-quote-open': [
    'refused',
    'En el archivo hay una comilla que se abre y no se cierra: no se sabe dónde termina esa fila. Ciérrela o quítela, y envíe el archivo otra vez. No se importó nada.',
    'There is a quotation mark in the file that opens and is never closed: nobody can tell where that row ends. Close it or take it away, and send the file again. Nothing was imported.',
  ],
  'contacts-file-too-large': [
    'refused',
    'El archivo pasa de 50 MB. Quite las fotos, o divídalo y envíe sus partes una tras otra. No se importó nada.',
    'The file is larger than 50 MB. Leave out its pictures, or divide it and send its parts one after the other. Nothing was imported.',
  ],
  'span-backwards': [
    'refused',
    'El período termina antes de empezar. Cambie una de las dos fechas.',
    'The span ends before it begins. Change one of the two dates.',
  ],
  'span-too-long': [
    'refused',
    'El período es de más de 400 días. Elija uno más corto, o pida los años uno por uno.',
    'The span is longer than 400 days. Choose a shorter one, or ask for the years one by one.',
  ],
  'span-ahead': [
    'refused',
    'Ese período todavía no empieza: no hay nada que contar. Elija una fecha hasta hoy.',
    'That span has not begun yet: there is nothing to count. Choose a date up to today.',
  ],
  'figures-too-slow': [
    'busy',
    'Las cifras de ese período tardan demasiado y se dejaron para no estorbar a las llamadas. Pruebe con un período más corto, o más tarde.',
    'The figures of that span take too long and were given up, so as not to hold up calls. Try a shorter span, or later.',
  ],
  'figures-busy': [
    'busy',
    'Otras personas están pidiendo cifras y no llegó su turno. Espere unos segundos y pida otra vez.',
    'Others are asking for figures, and your turn did not come. Wait a few seconds, and ask again.',
  ],
  'figures-under-way': [
    'busy',
    'Sus cifras o su archivo anteriores todavía se están preparando. Espere a que terminen y pida otra vez.',
    'Your figures or your file from before are still being prepared. Wait until they are done, and ask again.',
  ],
  'import-under-way': [
    'busy',
    'Ya hay una importación en curso. Espere a que termine y envíe el archivo otra vez.',
    'An import is under way already. Wait until it is done, and send the file again.',
  ],
  'upload-stopped': [
    'refused',
    'El archivo no llegó entero. Revise su conexión y envíelo otra vez: no se importó nada.',
    'The file did not arrive whole. Check your connection and send it again: nothing was imported.',
  ],
  'disk-full': [
    'broken',
    'Al servidor le falta espacio en disco y no pudo recibir el archivo: no se importó nada. Avise al administrador.',
    'The server is short of disk space and could not take the file: nothing was imported. Tell the administrator.',
  ],
  'recording-damaged': [
    'broken',
    'El archivo de esta grabación falta o no es el que se guardó, y no se reproduce. No se borró nada; el supervisor ya tiene el aviso: hay que restaurar la copia de seguridad.',
    'The file of this recording is missing or not the one that was kept, and it is not played. Nothing was deleted; the supervisor has the alarm: its backup must be restored.',
  ],
  'recording-erased': ['gone', 'La grabación fue borrada.', 'The recording was erased.'],
  internal: [
    'broken',
    'Algo falló de nuestro lado. Ya quedó registrado.',
    'Something failed on our side. It has been logged.',
  ],
} as const satisfies Record<string, readonly [ErrorKind, string, string]>;

export type ErrorCode = keyof typeof CATALOGUE;

/** An error of the catalogue; `details` never holds secrets and may reach the client. */
export class CauceError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly words: Words;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    const [kind, es, en] = CATALOGUE[code];
    super(`${code}: ${en}`, options);
    this.name = 'CauceError';
    this.code = code;
    this.kind = kind;
    this.words = { es, en };
    this.details = details;
  }
}
