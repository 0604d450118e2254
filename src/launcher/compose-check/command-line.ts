import { parseArgs } from 'node:util';
import { FETCHED } from './override.ts';

/** What `npm run compose:check` was asked for. */
export type CheckCommand = {
  /** Arguments of the Dockerfile, `NODE_IMAGE` and `ASTERISK_BASE_IMAGE` above all. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Images of services that are not built here, by service: `postgres`, `valkey`. */
  readonly images: Readonly<Record<string, string>>;
  /** The network of the build, `host` where Docker has no bridge; null: Docker's own. */
  readonly buildNetwork: string | null;
  /** Leave everything running, to look at it. */
  readonly keep: boolean;
};

/** What was typed makes no sense; the message says it in Spanish and English. */
export class UsageError extends Error {}

export const HELP = `Uso / usage:
  npm run compose:check -- [--build-arg NODE_IMAGE=…] [--build-arg ASTERISK_BASE_IMAGE=…]
                           [--image postgres=…] [--image valkey=…] [--build-network host] [--keep]

Construye las imágenes, arranca docker-compose.yml en puertos y volúmenes propios, espera a que todo esté sano,
llama al *626, mira que se abra la orden, y lo quita todo (con --keep, no).
Builds the images, starts docker-compose.yml on ports and volumes of its own, waits until everything is healthy,
calls *626, sees that a ticket is opened, and takes it all down again (not with --keep).`;

const options = {
  'build-arg': { type: 'string', multiple: true },
  image: { type: 'string', multiple: true },
  'build-network': { type: 'string' },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads the words behind `npm run compose:check --`; null when the help was asked for. Throws a `UsageError`. */
export function readCommand(words: readonly string[]): CheckCommand | null {
  const { values } = parse(words);
  if (values.help) return null;
  const images = pairs('--image', values.image ?? []);
  for (const service of Object.keys(images)) {
    if (!FETCHED.includes(service)) {
      const known = FETCHED.join(', ');
      throw new UsageError(
        `--image no conoce «${service}»; hay: ${known}.\n--image does not know "${service}"; there are: ${known}.`,
      );
    }
  }
  return {
    buildArgs: pairs('--build-arg', values['build-arg'] ?? []),
    images,
    buildNetwork: values['build-network'] ?? null,
    keep: values.keep,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: false });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function pairs(option: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map(text => {
      const [, name, value] = /^([A-Za-z_][\w-]*)=(\S+)$/.exec(text) ?? [];
      if (name === undefined || value === undefined) {
        throw new UsageError(
          `${option} necesita NOMBRE=VALOR, no «${text}».\n${option} needs NAME=VALUE, not "${text}".`,
        );
      }
      return [name, value];
    }),
  );
}
