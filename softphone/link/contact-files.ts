import type { ContactFormat, ContactScope } from '../../src/contacts/contact.ts';
import type { ImportDone, ImportPreview } from '../../src/http/shapes/contacts.ts';
import { ROOT } from './api.ts';
import { readProblem, unreached } from './fault.ts';

export interface ContactFile {
  readonly file: Blob;
  readonly format: ContactFormat;
  readonly scope: ContactScope;
}

const TYPES: Readonly<Record<ContactFormat, string>> = { csv: 'text/csv', vcard: 'text/vcard' };

/** Where a browser takes contacts along as a file. */
export const contactExportAddress = (scope: ContactScope, format: ContactFormat) =>
  `${ROOT}/contacts/export?scope=${scope}&format=${format}`;

/** What would become of a file; `sent` is told the share of it that is sent, 0 to 1. Throws a LinkFault. */
export const previewContacts = (file: ContactFile, sent: (share: number) => void, until: AbortSignal) =>
  send<ImportPreview>('preview', file, sent, until);

export const importContacts = (file: ContactFile, sent: (share: number) => void, until: AbortSignal) =>
  send<ImportDone>('import', file, sent, until);

/** `fetch` tells nothing of what is sent meanwhile. */
function send<Answer>(
  what: 'preview' | 'import',
  { file, format, scope }: ContactFile,
  sent: (share: number) => void,
  until: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${ROOT}/contacts/${what}?scope=${scope}&format=${format}`);
    request.setRequestHeader('content-type', TYPES[format]);
    request.upload.addEventListener('progress', ({ loaded, total }) => sent(total > 0 ? loaded / total : 1));
    request.addEventListener('error', () => reject(unreached()));
    request.addEventListener('abort', () => reject(unreached()));
    request.addEventListener('load', () => {
      const value = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(value as Answer);
      else reject(readProblem(request.status, value));
    });
    until.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
