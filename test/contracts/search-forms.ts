/**
 * What people type, and whether the demo bakery's ticket is found by it: number OA-2026-000123, from +584145550103, of
 * Panadería Ejemplo (J-00000103-1, account C-0103, also +582125550113), "Sin tono; avise al 0212-555.77.88".
 */
export const FOUND_BY = [
  // The telephone, as pages show it, as people say it, from abroad, in parts.
  '0414-5550103',
  '04145550103',
  '0414 555 01 03',
  '(0414) 555.01.03',
  '+58 414 5550103',
  '+584145550103',
  '+58 (0)414 555-0103',
  '0058 414 555 0103',
  '584145550103',
  '5550103',
  '555-0103',
  '0103',
  // Another line of the same customer.
  '0212-5550113',
  '+58 212 5550113',
  // Words without regard to accents, case and signs.
  'panaderia',
  'PANADERÍA',
  'Panaderi\u0301a',
  'panad',
  'ejemplo, panadería',
  'sin TONO',
  'tono; avise',
  'tono\\',
  '%tono_',
  // A number somebody wrote into the summary.
  '02125557788',
  '0212 555 7788',
  // The document and the account.
  'J-00000103-1',
  'j000001031',
  'J 00000103 1',
  '00000103-1',
  '1031',
  'J-1031',
  'C-0103',
  'c0103',
  // The number of the ticket: printed, spoken, without year, without zeros, its end.
  'OA-2026-000123',
  'oa-2026-000123',
  'OA 2026 000123',
  'oa2026000123',
  '2026000123',
  '2026-000123',
  '2026 123',
  '000123',
  '0123',
  '123',
  'OA-123',
  'OA-2026-0001',
  // Words and numbers together.
  'panaderia 5550103',
  'tono 2026000123',
] as const;

/** Those of them that find the customer: everything but the ticket's own words and number. */
export const FOUND_CUSTOMER_BY = FOUND_BY.filter(
  text => !/tono|000123|2026|^0?123$|OA-|55577|555 77/i.test(text),
);

export const NOT_FOUND_BY = [
  '0414-5550104',
  '2026',
  'panaderos',
  'J-00000104-2',
  'V-1031',
  'OA-2025-000123',
  '2026000124',
  '124',
  '1230',
  'panaderia 5559999',
  '%%%%',
  '____',
] as const;

export const TOO_SHORT = ['p', 'pa', '%', '_', '--', '\\', 'a 1'] as const;
