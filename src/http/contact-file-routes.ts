import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Contact, ContactFormat } from '../contacts/contact.ts';
import { csvContact, csvHeading } from '../contacts/export-csv.ts';
import { vcardContact } from '../contacts/export-vcard.ts';
import { decoded, FileLook } from '../contacts/file-text.ts';
import { bringIn, type ContactText, preview } from '../contacts/import-file.ts';
import { nameKey } from '../contacts/same-contact.ts';
import { CauceError, type Language } from '../kit/errors.ts';
import { ImportDoneAnswer, ImportPreviewAnswer } from './answers/contacts.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { bookOf } from './contact-books.ts';
import type { LongUploads } from './long-uploads.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import { ContactFile, type ImportDone, type ImportPreview } from './shapes/contacts.ts';

const FILE_BYTES_MAX = 50 * 1024 * 1024;
/** Files that are read at a time: one a person, and few of all, for each wants the disk and this process's time. */
const FILES_AT_ONCE = 4;
/** Contacts of an export that are read in one step. */
const PAGE = 500;

const FAULTS = [
  'contacts-file-empty',
  'contacts-file-unknown',
  'contacts-columns-unknown',
  'contacts-quote-open',
  'contacts-file-too-large',
  'contacts-full',
  'import-under-way',
  'upload-stopped',
  'disk-full',
  'overloaded',
] as const;

/** Address books from files and into files, CSV and vCard; neither is ever in memory as a whole. */
export function contactFileRoutes(app: Api, parts: WebParts, uploading: Pick<LongUploads, 'body'>): void {
  const { contacts, audit, clock, log } = parts;
  const schema = { tags: ['contacts'] };

  app.get(
    '/contacts/export',
    {
      // A HEAD would be an export.
      exposeHeadRoute: false,
      schema: {
        ...schema,
        summary:
          'The contacts as CSV (RFC 4180, UTF-8; headings in the reader’s language) or vCard 3.0, which the import reads. Taking the shared ones along is on record',
        querystring: ContactFile,
        response: { 200: z.string().describe('text/csv or text/vcard'), ...failing('overloaded') },
      },
    },
    async (request, reply) => {
      const { scope, format } = request.query;
      const visitor = visitorOf(request);
      const owner = bookOf(visitor, scope);
      const rows = await contacts.count(owner);
      const deed = { kind: 'contacts-exported', subject: null, data: { rows, format } } as const;
      const first = await audit.carryOut(whoOf(request), owner === null ? [deed] : [], () =>
        contacts.page(owner, null, PAGE),
      );
      const { language } = visitor.person;
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const name = `${language === 'es' ? 'contactos' : 'contacts'}-${day}.${format === 'csv' ? 'csv' : 'vcf'}`;
      return reply
        .type(`text/${format}; charset=utf-8`)
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(Readable.from(written(owner, format, language, first)));
    },
  );

  async function* written(
    owner: string | null,
    format: ContactFormat,
    language: Language,
    first: readonly Contact[],
  ): AsyncGenerator<string> {
    if (format === 'csv') yield csvHeading(language);
    for (let page = first; ; ) {
      yield page.map(format === 'csv' ? csvContact : vcardContact).join('');
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      page = await contacts.page(owner, { key: nameKey(last.name), id: last.id }, PAGE);
    }
  }

  const files = new FilesUnderWay(parts, uploading);
  // The file is the body itself, of whatever type it says it is.
  void app.register(async (uploads: Api) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', (_request, _body, done) => done(null));

    uploads.post(
      '/contacts/preview',
      {
        schema: {
          ...schema,
          summary: 'What an import of the file that is the body would do; nothing is written',
          querystring: ContactFile,
          response: { 200: ImportPreviewAnswer, ...failing(...FAULTS) },
        },
      },
      async (request): Promise<ImportPreview> => {
        const { scope, format } = request.query;
        const owner = bookOf(visitorOf(request), scope);
        return files.read(request, format, file => preview(contacts, owner, file));
      },
    );

    uploads.post(
      '/contacts/import',
      {
        schema: {
          ...schema,
          summary:
            'Take what is valid of the file that is the body (CSV, or vCard 2.1 to 4.0); all of that or, when it fails, nothing. What is there already is left alone',
          querystring: ContactFile,
          response: { 200: ImportDoneAnswer, ...failing(...FAULTS) },
        },
      },
      async (request): Promise<ImportDone> => {
        const { scope, format } = request.query;
        const owner = bookOf(visitorOf(request), scope);
        const who = whoOf(request);
        return files.read(request, format, async file => {
          const done = await bringIn(contacts, owner, file, async ({ added, known, faulty }) => {
            const data = { rows: added, known, faulty, format };
            const deed = { kind: 'contacts-imported', subject: null, data } as const;
            // The transaction ends right after this, and with it the deed.
            await audit.carryOut(who, owner === null ? [deed] : [], async () => undefined);
          });
          const { added, known, faulty } = done;
          log.info({ by: who.person, scope, format, added, known, faulty }, 'contacts imported');
          return done;
        });
      },
    );
  });
}

/** Receives files whole before they are read: nobody's slow line holds the database, and one that breaks off changes nothing. */
class FilesUnderWay {
  private readonly parts: Pick<WebParts, 'fileShelf' | 'config'>;
  private readonly uploading: Pick<LongUploads, 'body'>;
  private readonly people = new Set<string>();

  constructor(parts: Pick<WebParts, 'fileShelf' | 'config'>, uploading: Pick<LongUploads, 'body'>) {
    this.parts = parts;
    this.uploading = uploading;
  }

  async read<T>(
    request: FastifyRequest,
    format: ContactFormat,
    work: (file: ContactText) => Promise<T>,
  ): Promise<T> {
    const { id } = visitorOf(request).person;
    if (this.people.has(id) || this.people.size >= FILES_AT_ONCE) throw new CauceError('import-under-way');
    this.people.add(id);
    try {
      return await this.received(request, format, work);
    } finally {
      this.people.delete(id);
    }
  }

  private async received<T>(
    request: FastifyRequest,
    format: ContactFormat,
    work: (file: ContactText) => Promise<T>,
  ): Promise<T> {
    if (Number(request.headers['content-length'] ?? 0) > FILE_BYTES_MAX)
      throw new CauceError('contacts-file-too-large');
    const look = new FileLook();
    const file = await this.parts.fileShelf.receive(this.uploading.body(request.raw), chunk => {
      look.take(chunk);
      if (look.bytes > FILE_BYTES_MAX) throw new CauceError('contacts-file-too-large');
    });
    try {
      if (look.bytes === 0) throw new CauceError('contacts-file-empty');
      const encoding = look.encoding();
      if (encoding === null) throw new CauceError('contacts-file-unknown');
      const { country } = this.parts.config;
      return await work({ text: decoded(file.chunks(), encoding), format, country });
    } finally {
      await file.drop();
    }
  }
}
