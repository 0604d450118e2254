import { sameDocument } from '../../customers/document.ts';
import type { CustomerStore } from '../../customers/ports.ts';
import { foldText, soughtText } from '../../customers/sought-text.ts';
import type { MemoryRecords } from './records.ts';

export function memoryCustomers(records: MemoryRecords): CustomerStore {
  const all = () => [...records.customers.values()];
  return {
    async findByLine(number) {
      return all().find(one => one.lines.some(line => line.number === number)) ?? null;
    },
    async findByDocument(document) {
      const fitting = all().filter(one => sameDocument(one.document, document));
      return fitting.length === 1 ? (fitting[0] ?? null) : null;
    },
    async get(id) {
      return records.customers.get(id) ?? null;
    },
    async search(text, limit) {
      const sought = foldText(text.trim());
      return all()
        .filter(one => soughtText(one).includes(sought))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .slice(0, limit);
    },
    async save(customer) {
      records.customers.set(customer.id, customer);
    },
  };
}
