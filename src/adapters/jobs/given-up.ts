import type { Words } from '../../kit/errors.ts';
import type { TicketJob } from '../../tickets/jobs.ts';

/** The alarm of a job that failed for good, by what it should have done. */
export function givenUpWords(job: TicketJob, why: string): Words {
  const subject = subjectOf(job);
  return { es: `${subject.es} (${why})`, en: `${subject.en} (${why})` };
}

function subjectOf(job: TicketJob): Words {
  switch (job.name) {
    case 'open-ticket':
    case 'follow-call':
      return {
        es: `No se pudo llevar a su orden la llamada ${job.call}.`,
        en: `The call ${job.call} could not be taken to its ticket.`,
      };
    case 'apply-disposition':
      return {
        es: `No se pudo aplicar la tipificación de la llamada ${job.call}.`,
        en: `The disposition of the call ${job.call} could not be applied.`,
      };
    case 'level-deadline':
    case 'attention-limit':
      return {
        es: `No se pudo vigilar el plazo de la orden ${job.ticket}.`,
        en: `The time limit of the ticket ${job.ticket} could not be watched.`,
      };
    case 'note-on-ticket':
      return {
        es: `No se pudo anotar en la orden ${job.ticket} una llamada agendada.`,
        en: `A scheduled call could not be noted on the ticket ${job.ticket}.`,
      };
    case 'scheduled-call-due':
      return {
        es: `No se pudo recordar la llamada agendada ${job.scheduled}.`,
        en: `Nobody could be reminded of the scheduled call ${job.scheduled}.`,
      };
    case 'scheduled-call-kept':
      return {
        es: `No se pudo dar por hecha la llamada agendada ${job.scheduled}.`,
        en: `The scheduled call ${job.scheduled} could not be noted as done.`,
      };
    case 'keep-recording':
      return {
        es: `No se pudo guardar la grabación ${job.recording}.`,
        en: `The recording ${job.recording} could not be kept.`,
      };
    case 'take-message':
      return {
        es: `No se pudo recoger el mensaje ${job.recording}.`,
        en: `The message ${job.recording} could not be collected.`,
      };
    default:
      return job satisfies never;
  }
}
