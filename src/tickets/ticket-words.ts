import type { Words } from '../kit/errors.ts';
import { END_WORDS } from './end-words.ts';
import type { TicketFact } from './events.ts';
import { quoted, spanWords } from './span-words.ts';
import { NOT_AGREED } from './ticket.ts';

/** What sentences need to name things: a person's id → name, a disposition's code, an area's and a queue's name → title. */
export interface Names {
  person(id: string): string;
  customer(id: string): string;
  disposition(code: string): Words;
  /** A telephone number as people of the centre's country write it. */
  number(line: string): string;
  area(name: string): string;
  queue(name: string): string;
  /** Day and hour by the centre's clock, epoch ms. */
  moment(at: number): Words;
}

/** A fact of a ticket as a sentence; `at` is when it happened, epoch ms. */
export function ticketWords(fact: TicketFact, at: number, names: Names): Words {
  switch (fact.kind) {
    case 'opened':
      return { es: 'Se abrió la orden de atención.', en: 'The ticket was opened.' };
    case 'call-joined':
      return { es: 'Se unió otra llamada a la orden.', en: 'Another call joined the ticket.' };
    case 'taken': {
      const who = names.person(fact.by);
      return { es: `${who} tomó la orden.`, en: `${who} took the ticket.` };
    }
    case 'message-for': {
      const who = names.person(fact.agent);
      return {
        es: `La orden es de ${who}: el cliente le dejó un mensaje de voz.`,
        en: `The ticket is for ${who}: the customer left them a voice message.`,
      };
    }
    case 'described': {
      const who = names.person(fact.by);
      const what = quoted(fact.summary);
      return { es: `${who} escribió el resumen${what.es}`, en: `${who} wrote the summary${what.en}` };
    }
    case 'noted': {
      const who = names.person(fact.by);
      const what = quoted(fact.text);
      return { es: `${who} anotó${what.es}`, en: `${who} noted${what.en}` };
    }
    case 'diagnosis-attached': {
      const who = names.person(fact.by);
      const span = spanWords(Math.max(60_000, fact.until - fact.since));
      return {
        es: `${who} adjuntó el diagnóstico de su teléfono (${span}).`,
        en: `${who} attached the diagnosis of their telephone (${span}).`,
      };
    }
    case 'call-scheduled': {
      const who = names.person(fact.by);
      const when = names.moment(fact.dueAt);
      const what = fact.note === '' ? { es: '.', en: '.' } : quoted(fact.note);
      return {
        es: `${who} acordó volver a llamar al cliente el ${when.es}${what.es}`,
        en: `${who} agreed to call the customer again on ${when.en}${what.en}`,
      };
    }
    case 'scheduled-call-closed': {
      const who = names.person(fact.by);
      const what = fact.why === '' ? { es: '.', en: '.' } : quoted(fact.why);
      return fact.how === 'done'
        ? {
            es: `${who} dio por hecha la llamada agendada${what.es}`,
            en: `${who} marked the scheduled call as done${what.en}`,
          }
        : {
            es: `${who} descartó la llamada agendada${what.es}`,
            en: `${who} discarded the scheduled call${what.en}`,
          };
    }
    case 'level-entered': {
      const limit = fact.dueAt === null ? null : spanWords(fact.dueAt - at);
      const area = names.area(fact.area);
      return {
        es: `Entró en nivel ${fact.level}, área ${area}${limit === null ? '.' : `, con ${limit} de plazo.`}`,
        en: `Entered level ${fact.level}, area ${area}${limit === null ? '.' : `, with a limit of ${limit}.`}`,
      };
    }
    case 'escalated':
      return escalatedWords(fact, names);
    case 'solved': {
      const who = names.person(fact.by);
      const what = quoted(fact.solution);
      return { es: `${who} registró la solución${what.es}`, en: `${who} recorded the solution${what.en}` };
    }
    case 'contact-due': {
      const area = names.area(fact.area);
      return {
        es: `Volvió al área ${area} para contactar al cliente.`,
        en: `Returned to area ${area} for contact with the customer.`,
      };
    }
    case 'contact-tried': {
      const who = names.person(fact.by);
      return fact.reached
        ? { es: `${who} habló con el cliente.`, en: `${who} spoke with the customer.` }
        : notReachedWords(fact, who);
    }
    case 'closed':
      return closedWords(fact, names);
    case 'informed-by-menu':
      return {
        es: 'El menú dio al cliente lo que pidió: la orden se cerró sola.',
        en: 'The menu told the customer what they asked for: the ticket closed by itself.',
      };
    case 'left-in-menu':
      return {
        es: 'La llamada terminó en el menú, antes de entrar en una cola: la orden se cerró sola.',
        en: 'The call ended in the menu, before it came to a queue: the ticket closed by itself.',
      };
    case 'ended-by-menu':
      return {
        es: 'El menú terminó la llamada, antes de entrar en una cola: la orden se cerró sola.',
        en: 'The menu ended the call, before it came to a queue: the ticket closed by itself.',
      };
    case 'internal-call':
      return {
        es: 'La orden es de una llamada entre compañeros, sin cliente a quien responder: se cerró sola.',
        en: 'The ticket is of a call between colleagues, with no customer to answer to: it closed by itself.',
      };
    case 'reopened': {
      const who = names.person(fact.by);
      if (fact.why === NOT_AGREED)
        return {
          es: `El cliente no quedó conforme; ${who} devolvió la orden.`,
          en: `The customer did not agree; ${who} sent the ticket back.`,
        };
      const why = quoted(fact.why);
      const limit = fact.attentionDueAt === undefined ? null : spanWords(fact.attentionDueAt - at);
      return {
        es: `${who} reabrió la orden${limit === null ? '' : `, con ${limit} de plazo de atención`}${why.es}`,
        en: `${who} reopened the ticket${limit === null ? '' : `, with an attention limit of ${limit}`}${why.en}`,
      };
    }
    case 'disposition': {
      const who = names.person(fact.by);
      const title = names.disposition(fact.code);
      const note = quoted(fact.note);
      return {
        es: `${who} tipificó la llamada como ${title.es}${note.es}`,
        en: `${who} classified the call as ${title.en}${note.en}`,
      };
    }
    case 'attention-limit-passed':
      return {
        es: 'Se venció el plazo de atención sin cerrar la orden.',
        en: 'The attention limit passed with the ticket still open.',
      };
    case 'customer-set': {
      const who = names.person(fact.by);
      if (fact.customer === null)
        return {
          es: `${who} indicó que la orden no es de ningún cliente registrado.`,
          en: `${who} said that the ticket is no registered customer's.`,
        };
      const customer = names.customer(fact.customer);
      return {
        es: `${who} indicó que la orden es de ${customer}.`,
        en: `${who} said that the ticket is ${customer}'s.`,
      };
    }
    default:
      fact satisfies never;
      return UNKNOWN_FACT;
  }
}

/** For a kind of fact that a newer version told before this one was put back in its place. */
export const UNKNOWN_FACT: Words = {
  es: 'Pasó algo que esta versión del programa no conoce.',
  en: 'Something happened that this version of the program does not know.',
};

function escalatedWords(fact: Extract<TicketFact, { kind: 'escalated' }>, names: Names): Words {
  const { toLevel } = fact;
  const area = names.area(fact.area);
  if (fact.why === 'deadline' || fact.by === null)
    return {
      es: `Se venció el plazo del nivel ${fact.fromLevel}: escaló sola a nivel ${toLevel}, área ${area}.`,
      en: `The time of level ${fact.fromLevel} ran out: escalated by itself to level ${toLevel}, area ${area}.`,
    };
  const who = names.person(fact.by);
  const reason = quoted(fact.reason);
  return {
    es: `${who} escaló a nivel ${toLevel}, área ${area}${reason.es}`,
    en: `${who} escalated to level ${toLevel}, area ${area}${reason.en}`,
  };
}

function notReachedWords(
  { why, counts }: Extract<TicketFact, { kind: 'contact-tried' }>,
  who: string,
): Words {
  // Whether it was the centre or the agent's own telephone is said where the call ends.
  if (why === 'our-failure')
    return {
      es: `${who} quiso llamar, y no se pudo. No cuenta como intento de contacto.`,
      en: `${who} wanted to call and could not. It does not count as a try.`,
    };
  const reason = why === undefined ? undefined : END_WORDS[why];
  if (reason === undefined)
    return {
      es: `${who} llamó y el cliente no atendió.`,
      en: `${who} called and the customer did not answer.`,
    };
  return {
    es: `${who} llamó. ${reason.es}${counts ? '' : ' No cuenta como intento de contacto.'}`,
    en: `${who} called. ${reason.en}${counts ? '' : ' It does not count as a try.'}`,
  };
}

function closedWords(fact: Extract<TicketFact, { kind: 'closed' }>, names: Names): Words {
  const who = names.person(fact.by);
  const talk = fact.talk && names.person(fact.talk.agent);
  return fact.agreed
    ? {
        es: `${who} cerró la orden con la conformidad del cliente${talk ? `, dada en la llamada con ${talk}` : ''}.`,
        en: `${who} closed the ticket with the customer's agreement${talk ? `, given in the call with ${talk}` : ''}.`,
      }
    : {
        es: `${who} cerró la orden: no se pudo ubicar al cliente.`,
        en: `${who} closed the ticket: the customer could not be reached.`,
      };
}
