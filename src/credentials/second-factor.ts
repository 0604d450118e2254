import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Role } from '../agents/events.ts';
import type { Person } from '../agents/ports.ts';
import type { Clock } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';
import { base32 } from './base32.ts';
import type { SecondFactor, SecondFactorStore } from './ports.ts';
import { newRecoveryCodes, recoveryHash } from './recovery-codes.ts';
import { keyFor, seal, unseal } from './seal.ts';
import { enrolmentUri, isAppCode, SECRET_BYTES, stepOfCode } from './totp.ts';

/** Roles that must have a second factor in a centre where nobody has decided otherwise; none in the demo. */
export const REQUIRED_BY_DEFAULT: readonly Role[] = ['supervisor', 'admin'];
/** A begun enrolment is confirmed within this time, ms. */
const ENROLMENT_MS = 15 * 60_000;

/** What the page of the enrolment shows and sends back. */
export interface Enrolment {
  /** The app's secret in base32, to be typed. */
  readonly secret: string;
  /** The same for the QR code. */
  readonly uri: string;
  /** Sealed for this person: nothing is kept until a code of the app has come. */
  readonly enrolment: string;
}

/** An app whose first code has come. */
export interface Confirmed {
  readonly secret: Buffer;
  readonly step: number;
}

export interface SecondFactorState {
  readonly on: boolean;
  /** Their role must have one. */
  readonly required: boolean;
  /** Epoch ms; null when it is off. */
  readonly since: number | null;
  readonly recoveryCodesLeft: number;
}

export interface SecondFactorParts {
  readonly store: SecondFactorStore;
  readonly serverKey: Buffer;
  readonly clock: Pick<Clock, 'now'>;
  /** Under this name the centre stands in the app. */
  readonly centre: string;
  readonly demo: boolean;
}

const begun = z.object({ secret: z.string(), until: z.number() });

/**
 * The authenticator app of a person (TOTP) and its recovery codes.
 *
 *   off ──begin──▶ a sealed secret, kept by the page alone ──confirm with a code──▶ on, ten recovery codes
 *   on ──code of a new step · recovery code, once each──▶ proven
 *    └──off by its person (not where the role must have one) · removed by an admin or on the machine──▶ off
 */
export class SecondFactors {
  private readonly parts: SecondFactorParts;
  private readonly secretKey: Buffer;
  private readonly recoveryKey: Buffer;

  constructor(parts: SecondFactorParts) {
    this.parts = parts;
    this.secretKey = keyFor(parts.serverKey, 'second-factor-secret');
    this.recoveryKey = keyFor(parts.serverKey, 'recovery-code');
  }

  async rolesRequired(): Promise<readonly Role[]> {
    const { store, demo } = this.parts;
    return (await store.rolesRequired()) ?? (demo ? [] : REQUIRED_BY_DEFAULT);
  }

  async stateOf({ id, role }: Pick<Person, 'id' | 'role'>): Promise<SecondFactorState> {
    const [factor, roles] = await Promise.all([this.parts.store.get(id), this.rolesRequired()]);
    return {
      on: factor !== null,
      required: roles.includes(role),
      since: factor?.since ?? null,
      recoveryCodesLeft: factor?.recovery.length ?? 0,
    };
  }

  /** What a log-in with the right password still needs. */
  async missing(person: Pick<Person, 'id' | 'role'>): Promise<'code' | 'setup' | null> {
    const { on, required } = await this.stateOf(person);
    if (on) return 'code';
    return required ? 'setup' : null;
  }

  /** Fails with `step-not-possible` for one who has it already. */
  async begin(person: Pick<Person, 'id' | 'username'>): Promise<Enrolment> {
    if ((await this.parts.store.get(person.id)) !== null) throw new CauceError('step-not-possible');
    const secret = randomBytes(SECRET_BYTES);
    const until = this.parts.clock.now() + ENROLMENT_MS;
    const text = JSON.stringify({ secret: secret.toString('base64'), until });
    return {
      secret: base32(secret),
      uri: enrolmentUri(secret, person.username, this.parts.centre),
      enrolment: seal(this.secretKey, Buffer.from(text), `enrolment:${person.id}`).toString('base64url'),
    };
  }

  /** What a first code has confirmed. Fails with `enrolment-over` or `wrong-code`. */
  confirm(person: Pick<Person, 'id'>, enrolment: string, code: string): Confirmed {
    const now = this.parts.clock.now();
    const opened = unseal(this.secretKey, Buffer.from(enrolment, 'base64url'), `enrolment:${person.id}`);
    const known = opened === null ? null : begun.parse(JSON.parse(opened.toString()));
    if (known === null || now >= known.until) throw new CauceError('enrolment-over');
    const secret = Buffer.from(known.secret, 'base64');
    const step = isAppCode(code) ? stepOfCode(secret, code, now) : null;
    if (step === null) throw new CauceError('wrong-code');
    return { secret, step };
  }

  /**
   * Switches it on and answers the recovery codes, which are shown once. Fails with `step-not-possible` where it was
   * switched on meanwhile.
   */
  async switchOn(person: Pick<Person, 'id'>, { secret, step }: Confirmed): Promise<string[]> {
    const codes = newRecoveryCodes();
    const isNew = await this.parts.store.add({
      person: person.id,
      secret: seal(this.secretKey, secret, `secret:${person.id}`),
      lastStep: step,
      recovery: codes.map(each => recoveryHash(this.recoveryKey, person.id, each)),
      since: this.parts.clock.now(),
    });
    if (!isNew) throw new CauceError('step-not-possible');
    return codes;
  }

  /** Whether this is a code of the person's app or a recovery code of theirs, not used before; it is used up. */
  async prove(person: Pick<Person, 'id'>, code: string): Promise<boolean> {
    const factor = await this.parts.store.get(person.id);
    if (factor === null) return false;
    return isAppCode(code) ? this.proveByApp(factor, code) : this.proveByRecovery(factor, code);
  }

  private async proveByApp(factor: SecondFactor, code: string): Promise<boolean> {
    const secret = unseal(this.secretKey, factor.secret, `secret:${factor.person}`);
    const step = secret === null ? null : stepOfCode(secret, code, this.parts.clock.now());
    return step !== null && step > factor.lastStep && this.parts.store.spendStep(factor.person, step);
  }

  private async proveByRecovery({ person, recovery }: SecondFactor, code: string): Promise<boolean> {
    const hash = recoveryHash(this.recoveryKey, person, code);
    return recovery.includes(hash) && this.parts.store.spendRecovery(person, hash);
  }

  /** Ten others; the old ones are worth nothing. Fails with `step-not-possible` where it is off. */
  async renewRecovery(person: Pick<Person, 'id'>): Promise<string[]> {
    const codes = newRecoveryCodes();
    const hashes = codes.map(each => recoveryHash(this.recoveryKey, person.id, each));
    if (!(await this.parts.store.replaceRecovery(person.id, hashes))) {
      throw new CauceError('step-not-possible');
    }
    return codes;
  }

  /** Fails with `second-factor-required` where the person's role must have one. */
  async requireOptional({ role }: Pick<Person, 'role'>): Promise<void> {
    if ((await this.rolesRequired()).includes(role)) throw new CauceError('second-factor-required');
  }

  /** False when there was none. */
  async remove({ id }: Pick<Person, 'id'>): Promise<boolean> {
    return this.parts.store.remove(id);
  }

  async requireOf(roles: readonly Role[]): Promise<void> {
    await this.parts.store.requireOf(roles);
  }
}
