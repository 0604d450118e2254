import type { Seal } from '../state/drafts.ts';

/** Bytes of the random start of AES-GCM. */
const NONCE = 12;

/** AES-256-GCM of the browser, with the key (base64) that the server gives to one person only. */
export async function personSeal(key: string): Promise<Seal> {
  const secret = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {
    async close(text) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE));
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv },
        secret,
        new TextEncoder().encode(text),
      );
      return base64Of(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
    },
    async open(sealed) {
      try {
        const bytes = bytesOf(sealed);
        const opened = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: bytes.slice(0, NONCE) },
          secret,
          bytes.slice(NONCE),
        );
        return new TextDecoder().decode(opened);
      } catch {
        return null;
      }
    },
  };
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
const base64Of = (bytes: Uint8Array) => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
