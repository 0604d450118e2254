import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** As many rounds as PostgreSQL makes itself (`scram_iterations`); our passwords are random and need none. */
const ROUNDS = 4_096;
const SALT_BYTES = 16;

/**
 * What PostgreSQL stores of a password (RFC 5803). Anyone who sends this instead of the password keeps it out of every
 * statement, and so out of the server's log. For passwords of ASCII characters, which SASLprep leaves as they are.
 */
export function scramVerifier(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const salted = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const serverKey = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ROUNDS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
