import type { Language } from '../words/language.ts';
import type { GuideName } from './guides.ts';

/** What the guides are called where they are listed. */
export const TITLES: Readonly<Record<Language, Readonly<Record<GuideName, string>>>> = {
  es: {
    agent: 'Agente',
    analyst: 'Analista',
    supervisor: 'Supervisión',
    admin: 'Administración',
    installer: 'Instalación',
  },
  en: {
    agent: 'Agent',
    analyst: 'Analyst',
    supervisor: 'Supervisor',
    admin: 'Administrator',
    installer: 'Installer',
  },
};

export const FRAME: Readonly<
  Record<Language, { guides: string; contents: string; pdf: string; inOther: string; page: string }>
> = {
  es: {
    guides: 'Manuales',
    contents: 'Contenido',
    pdf: 'Descargar en PDF',
    inOther: 'In English',
    page: 'página',
  },
  en: {
    guides: 'Manuals',
    contents: 'Contents',
    pdf: 'Download as PDF',
    inOther: 'En español',
    page: 'page',
  },
};
