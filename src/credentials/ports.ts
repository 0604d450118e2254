import type { Role } from '../agents/events.ts';

/** A person's authenticator app. */
export interface SecondFactor {
  readonly person: string;
  /** The app's secret, sealed with a key of ours. */
  readonly secret: Buffer;
  /** The last step of which a code was used; older ones are worth nothing. */
  readonly lastStep: number;
  /** Hashes of the recovery codes that are left. */
  readonly recovery: readonly string[];
  /** Epoch ms. */
  readonly since: number;
}

export interface SecondFactorStore {
  get(person: string): Promise<SecondFactor | null>;
  /** False when the person has one already. */
  add(factor: SecondFactor): Promise<boolean>;
  /** Uses up a step's code; false when this or a later one was used: of two at once one wins. */
  spendStep(person: string, step: number): Promise<boolean>;
  /** Uses up a recovery code; false when there is none with this hash. */
  spendRecovery(person: string, hash: string): Promise<boolean>;
  /** False when the person has no second factor. */
  replaceRecovery(person: string, hashes: readonly string[]): Promise<boolean>;
  /** False when the person had none. */
  remove(person: string): Promise<boolean>;
  /** Roles that must have one; null when nobody has decided. */
  rolesRequired(): Promise<readonly Role[] | null>;
  requireOf(roles: readonly Role[]): Promise<void>;
}
