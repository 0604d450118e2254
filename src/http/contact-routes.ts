import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deed } from '../audit/events.ts';
import type { Contact, ContactFields, ContactScope, RowFault, SpeedDial } from '../contacts/contact.ts';
import type { Saved } from '../contacts/ports.ts';
import { dialledNumber, readContact, type WrittenContact } from '../contacts/read-contact.ts';
import { soughtOf } from '../customers/search.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { can } from '../rights/capabilities.ts';
import { Done, listOf } from './answers/common.ts';
import { ContactCardAnswer, SpeedDialAnswer } from './answers/contacts.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { bookOf } from './contact-books.ts';
import type { WebParts } from './parts.ts';
import { type FieldFault, failing } from './problems.ts';
import {
  type ContactCard,
  ContactEdit,
  ContactQuery,
  NewContact,
  NewSpeedDial,
  SpeedSlot,
} from './shapes/contacts.ts';
import type { List } from './shapes/list.ts';

type Asked = Pick<FastifyRequest, 'visitor' | 'ip'>;

const params = z.strictObject({ id: z.string().min(1).max(64) });

/** The address books: one's own, which nobody else reads, and the shared one. Files: `contact-file-routes.ts`. */
export function contactRoutes(app: Api, { contacts, audit, config }: WebParts): void {
  const schema = { tags: ['contacts'] };

  app.get(
    '/contacts',
    {
      schema: {
        ...schema,
        summary:
          'Contacts by name, organisation, number or e-mail, one’s own and the shared ones, by name; at least 3 letters or 4 digits, or a whole short number',
        querystring: ContactQuery,
        response: { 200: listOf(ContactCardAnswer), ...failing('search-too-short', 'overloaded') },
      },
    },
    async (request): Promise<List<ContactCard>> => {
      const { text = '', scope = null, offset, limit } = request.query;
      const { person } = visitorOf(request);
      // Numbers of contacts are hidden from nobody: any part of one may be looked for.
      const sought = soughtOf(text, config.country);
      const found = await contacts.list(person.id, { scope, sought, offset, limit });
      if (sought.reach === 'too-short' || (sought.reach === 'exact' && found.total === 0))
        throw new CauceError('search-too-short');
      return { items: found.items.map(contact => cardFor(request, contact)), total: found.total };
    },
  );

  app.post(
    '/contacts',
    {
      schema: {
        ...schema,
        summary: 'Write somebody down',
        body: NewContact,
        response: {
          201: ContactCardAnswer,
          ...failing('number-not-valid', 'contact-exists', 'contacts-full'),
        },
      },
    },
    async (request, reply): Promise<ContactCard> => {
      const { scope, ...written } = request.body;
      const owner = bookOf(visitorOf(request), scope);
      const contact: Contact = { ...valid(written), id: newId(), owner, version: 1 };
      await vouched(request, { kind: 'contact-added', subject: contact.id, data: {} }, owner, async () =>
        mustBeSaved(await contacts.add(contact)),
      );
      void reply.code(201);
      return cardFor(request, contact);
    },
  );

  app.get(
    '/contacts/:id',
    {
      schema: {
        ...schema,
        summary: 'One contact, as it is now',
        params,
        response: { 200: ContactCardAnswer, ...failing('unknown-resource') },
      },
    },
    async (request): Promise<ContactCard> => cardFor(request, await readable(request, request.params.id)),
  );

  app.patch(
    '/contacts/:id',
    {
      schema: {
        ...schema,
        summary:
          'Change a contact; what is not given stays. Speed dials to numbers that it has no more are gone',
        params,
        body: ContactEdit,
        response: {
          200: ContactCardAnswer,
          ...failing('unknown-resource', 'number-not-valid', 'contact-exists', 'changed-meanwhile'),
        },
      },
    },
    async (request): Promise<ContactCard> => {
      const { version, ...given } = request.body;
      const before = await editable(request, request.params.id);
      if (before.version !== version) throw new CauceError('changed-meanwhile');
      const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const contact = { ...before, ...valid({ ...before, ...changed }), version: version + 1 };
      const data = { fields: Object.keys(changed) };
      const deed = { kind: 'contact-changed', subject: contact.id, data } as const;
      await vouched(request, deed, contact.owner, async () => mustBeSaved(await contacts.change(contact)));
      return cardFor(request, contact);
    },
  );

  app.delete(
    '/contacts/:id',
    {
      schema: {
        ...schema,
        summary: 'Take a contact out of its book, and the speed dials to it with it',
        params,
        response: { 200: Done, ...failing('unknown-resource') },
      },
    },
    async request => {
      const { id, owner } = await editable(request, request.params.id);
      await vouched(request, { kind: 'contact-removed', subject: id, data: {} }, owner, async () => {
        if (!(await contacts.remove(id))) throw new CauceError('unknown-resource');
      });
      return { ok: true } as const;
    },
  );

  app.get(
    '/contacts/speed-dials',
    {
      schema: {
        ...schema,
        summary: 'One’s own speed dials, by slot',
        response: { 200: listOf(SpeedDialAnswer), ...failing() },
      },
    },
    async (request): Promise<List<SpeedDial>> => {
      const items = await contacts.speedDials(visitorOf(request).person.id);
      return { items, total: items.length };
    },
  );

  app.put(
    '/contacts/speed-dials/:slot',
    {
      schema: {
        ...schema,
        summary: 'Put a number of a contact on a slot',
        params: SpeedSlot,
        body: NewSpeedDial,
        response: { 200: SpeedDialAnswer, ...failing('unknown-resource', 'number-not-of-contact') },
      },
    },
    async (request): Promise<SpeedDial> => {
      const { contact, number: written } = request.body;
      const { person } = visitorOf(request);
      const { id } = await readable(request, contact);
      const number = dialledNumber(written, config.country) ?? '';
      const dial = await contacts.setSpeedDial(person.id, { slot: request.params.slot, contact: id, number });
      if (dial === null) throw new CauceError('number-not-of-contact');
      return dial;
    },
  );

  app.delete(
    '/contacts/speed-dials/:slot',
    {
      schema: {
        ...schema,
        summary: 'Clear a slot',
        params: SpeedSlot,
        response: { 200: Done, ...failing('unknown-resource') },
      },
    },
    async request => {
      if (!(await contacts.clearSpeedDial(visitorOf(request).person.id, request.params.slot)))
        throw new CauceError('unknown-resource');
      return { ok: true } as const;
    },
  );

  /** That somebody else has a contact of their own nobody is told. */
  async function readable(request: Asked, id: string): Promise<Contact> {
    const contact = await contacts.get(id);
    if (contact === null || (contact.owner !== null && contact.owner !== visitorOf(request).person.id))
      throw new CauceError('unknown-resource');
    return contact;
  }

  async function editable(request: Asked, id: string): Promise<Contact> {
    const contact = await readable(request, id);
    bookOf(visitorOf(request), scopeOf(contact));
    return contact;
  }

  function valid(written: WrittenContact): ContactFields {
    const read = readContact(written, config.country);
    if ('contact' in read) return read.contact;
    const { why } = read;
    const faults: FieldFault[] = faultyPlaces(written, why, config.country).map(path => ({
      path,
      message: why,
    }));
    throw new CauceError(why === 'number-not-valid' ? why : 'invalid-input', { faults });
  }

  /** What is done to the shared book is on record; by whom and with whom, not what is written there. */
  function vouched<T>(request: Asked, deed: Deed, owner: string | null, work: () => Promise<T>): Promise<T> {
    return audit.carryOut(whoOf(request), owner === null ? [deed] : [], work);
  }
}

const scopeOf = ({ owner }: Contact): ContactScope => (owner === null ? 'shared' : 'own');

function cardFor(request: Asked, contact: Contact): ContactCard {
  const { owner, ...shown } = contact;
  const mayEdit = owner !== null || can(visitorOf(request).person, 'edit-shared-contacts');
  return { ...shown, scope: scopeOf(contact), mayEdit };
}

function mustBeSaved(saved: Saved): void {
  if (saved === 'known') throw new CauceError('contact-exists');
  if (saved === 'full') throw new CauceError('contacts-full');
  if (saved === 'changed-meanwhile') throw new CauceError('changed-meanwhile');
}

/** Which fields of a form it is. */
function faultyPlaces({ numbers }: WrittenContact, why: RowFault['why'], country: string): string[] {
  if (why === 'email-not-valid') return ['body.email'];
  if (why === 'name-missing') return ['body.name'];
  if (why !== 'number-not-valid') return [];
  return numbers.flatMap(({ number }, place) =>
    dialledNumber(number, country) === null ? [`body.numbers.${place}`] : [],
  );
}
