import type { CheckCommand } from './command-line.ts';

/** The services whose images are fetched; all others are built here. */
export const FETCHED: readonly string[] = ['postgres', 'valkey'];

/** Services with an image of their own; all other built ones are processes of ours and share one. */
const OWN_IMAGE: readonly string[] = ['init', 'asterisk'];

/**
 * A second compose file, laid over the first: what is built gets names of its own, so that no image of a centre that runs
 * on the same machine is replaced, and other base images where they were asked for. JSON, which is YAML too.
 */
export function overrideOf(
  services: readonly string[],
  { buildArgs, images, buildNetwork }: Pick<CheckCommand, 'buildArgs' | 'images' | 'buildNetwork'>,
): string {
  const build = { args: buildArgs, ...(buildNetwork === null ? {} : { network: buildNetwork }) };
  const changed = services.flatMap(service => {
    if (!FETCHED.includes(service)) {
      const image = `cauce-${OWN_IMAGE.includes(service) ? service : 'app'}:compose-check`;
      return [[service, { image, build }]];
    }
    const image = images[service];
    return image === undefined ? [] : [[service, { image }]];
  });
  return JSON.stringify({ services: Object.fromEntries(changed) }, null, 2);
}
