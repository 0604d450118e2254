import type { EnvironmentReader } from '../kit/environment.ts';

/** Where the company's customer system (CRM) is asked about who calls, and the bearer token that it knows us by. */
export interface CrmAccess {
  readonly url: string;
  readonly token: string;
}

/** Customers' documents go there: by TLS, or to a program on this machine. A user, a password or a fragment is no part of it. */
const URL_FORM =
  /^(?:https:\/\/[A-Za-z0-9.-]+|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]))(?::\d{1,5})?(?:\/[^\s#@]*)?$/;
const TOKEN = /^[\x21-\x7e]{16,1024}$/;

/** The CRM of `CAUCE_CRM` and `CAUCE_CRM_TOKEN`, or null. */
export function crmOf(reader: EnvironmentReader): CrmAccess | null {
  const url = reader.optional('CAUCE_CRM', URL_FORM, 'https://crm.example.org/cauce');
  const token = reader.optional('CAUCE_CRM_TOKEN', TOKEN, 'openssl rand -hex 32');
  if (url !== null && token !== null) return Object.freeze({ url, token });
  if (url === null && token === null) return null;
  reader.fault(
    url === null ? 'CAUCE_CRM' : 'CAUCE_CRM_TOKEN',
    'CAUCE_CRM y CAUCE_CRM_TOKEN van juntas: la dirección del CRM y la clave con que nos conoce',
    'CAUCE_CRM and CAUCE_CRM_TOKEN go together: the address of the CRM and the token that it knows us by',
  );
  return null;
}
