import { auditedDeed } from '../../customers/audited-deed.ts';
import type { CustomerSummary } from '../../customers/customer.ts';
import { sameDocument } from '../../customers/document.ts';
import { type CustomerStore, OWNERS_MAX } from '../../customers/ports.ts';
import { customerSearchText, hasTerm } from '../../customers/search.ts';
import { chain } from './audit-rows.ts';
import type { MemoryRecords } from './records.ts';

export function memoryCustomers(records: MemoryRecords): CustomerStore {
  const byName = (fits: (one: CustomerSummary) => boolean) =>
    [...records.customers.values()].filter(fits).sort((a, b) => (a.name < b.name ? -1 : 1));
  const bearing = (document: string) => byName(one => sameDocument(one.document, document));
  return {
    async findByLine(number) {
      return byName(one => one.lines.some(line => line.number === number)).slice(0, OWNERS_MAX);
    },
    async findByDocument(document) {
      const fitting = bearing(document);
      return fitting.length === 1 ? (fitting[0] ?? null) : null;
    },
    async get(id) {
      return records.customers.get(id) ?? null;
    },
    async search(sought, limit) {
      if (sought.reach === 'too-short') return { items: [], total: 0 };
      const terms = sought.reach === 'all' ? [] : sought.terms;
      const fitting = byName(one => terms.every(term => hasTerm(customerSearchText(one), term)));
      return { items: fitting.slice(0, limit), total: fitting.length };
    },
    async save(customer) {
      records.customers.set(customer.id, customer);
    },
    async add(customer) {
      const [known] = bearing(customer.document);
      if (known !== undefined) return { added: false, customer: known };
      records.customers.set(customer.id, customer);
      return { added: true, customer };
    },
    async addLine(id, line) {
      const known = records.customers.get(id);
      if (known === undefined || known.lines.some(one => one.number === line.number)) return known ?? null;
      const next = { ...known, lines: [...known.lines, line] };
      records.customers.set(id, next);
      return next;
    },
    async note(deed, address) {
      const row = records.customerDeeds.push(deed);
      chain(records.audit, auditedDeed(deed, row, address));
    },
    async deeds(customer) {
      return records.customerDeeds.filter(one => one.customer === customer).reverse();
    },
  };
}
