import { hash, verify } from '@node-rs/argon2';

/** OWASP's figures for argon2id (the package's default kind): 19 MiB, two passes, one lane; about 30 ms here. */
const STRENGTH = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;
/** A hash nobody's password has: an unknown user name must take as long as a wrong password. */
const DECOY = hash('nobody can log in with this', STRENGTH);

export function hashPassword(password: string): Promise<string> {
  return hash(password, STRENGTH);
}

/** Whether the password is right. Null (no such person) takes the same time and is always wrong. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? (await DECOY), password);
  return right && passwordHash !== null;
}
