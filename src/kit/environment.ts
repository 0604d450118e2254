import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;
export type EnvironmentFault = { readonly variable: string; readonly es: string; readonly en: string };

/** Every fault of the environment at once, each with the variable that mends it. */
export class EnvironmentError extends Error {
  readonly faults: readonly EnvironmentFault[];

  constructor(faults: readonly EnvironmentFault[]) {
    const lines = faults.map(fault => `  ${fault.variable}: ${fault.es}\n  ${fault.variable}: ${fault.en}`);
    super(`La configuración no es válida. / The configuration is not valid.\n${lines.join('\n')}`);
    this.name = 'EnvironmentError';
    this.faults = faults;
  }
}

/** Reads one variable after another and collects what is wrong instead of stopping at the first. */
export class EnvironmentReader {
  readonly faults: EnvironmentFault[] = [];

  private readonly env: Environment;

  constructor(env: Environment) {
    this.env = env;
  }

  /** Notes that a variable is wrong and goes on reading. */
  fault(variable: string, es: string, en: string): void {
    this.faults.push({ variable, es, en });
  }

  /** The trimmed value; an empty one counts as not set. */
  text(variable: string): string | null {
    const value = this.env[variable]?.trim();
    return value ? value : null;
  }

  matching(variable: string, fallback: string, pattern: RegExp, example: string): string {
    const value = this.text(variable) ?? fallback;
    if (!pattern.test(value))
      this.fault(variable, `debe ser como «${example}»`, `must look like "${example}"`);
    return value;
  }

  optional(variable: string, pattern: RegExp, example: string): string | null {
    return this.text(variable) === null ? null : this.matching(variable, '', pattern, example);
  }

  required(variable: string, pattern: RegExp, example: string): string {
    return this.matching(variable, '', pattern, example);
  }

  oneOf<Choice extends string>(variable: string, fallback: Choice, choices: readonly Choice[]): Choice {
    const text = this.text(variable) ?? fallback;
    const choice = choices.find(name => name === text);
    if (choice === undefined) {
      this.fault(variable, `debe ser ${choices.join(', ')}`, `must be one of ${choices.join(', ')}`);
    }
    return choice ?? fallback;
  }

  port(variable: string, fallback: number): number {
    const text = this.text(variable) ?? String(fallback);
    const port = Number(text);
    if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
      this.fault(variable, 'debe ser un puerto entre 1 y 65535', 'must be a port between 1 and 65535');
    }
    return port;
  }

  flag(variable: string, fallback: boolean): boolean {
    const text = this.text(variable);
    if (text === null) return fallback;
    if (text !== '0' && text !== '1') this.fault(variable, 'debe ser 0 o 1', 'must be 0 or 1');
    return text === '1';
  }

  path(variable: string, fallback: string): string {
    return resolve(this.text(variable) ?? fallback);
  }

  file(variable: string, path: string): Buffer | null {
    try {
      return readFileSync(path);
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? 'error';
      const [es, en] = code === 'EACCES' ? mustBeReadable() : ['', ''];
      this.fault(variable, `no se puede leer ${path} (${code})${es}`, `cannot read ${path} (${code})${en}`);
      return null;
    }
  }

  /** Throws everything that was wrong, at once. */
  end(): void {
    if (this.faults.length > 0) throw new EnvironmentError(this.faults);
  }
}

/** Who runs is not always who typed the command: under root everything runs as a user of its own. */
function mustBeReadable(): [es: string, en: string] {
  const user = ownUser();
  return [
    `: debe poder leerlo el usuario ${user}, y entrar en las carpetas donde está`,
    `: the user ${user} must be able to read it, and to enter the folders that it is in`,
  ];
}

/** As people type it: the name, or the number of a user that has none (in a container). */
function ownUser(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.geteuid?.());
  }
}
