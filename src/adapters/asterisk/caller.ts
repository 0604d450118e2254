import { addressKey } from '../../kit/network-address.ts';
import { shownName } from '../../kit/shown-name.ts';
import type { AriChannel } from './wire.ts';

/** The fourth argument of a call that came in: its caller asks not to be named (asterisk-config/extensions.conf). */
const WITHHELD = '1';

/**
 * Who calls, as far as we may know: nothing of somebody who asks not to be named (RFC 3323, RFC 3325), although Asterisk
 * tells the number all the same. The display name is still as it was quoted (RFC 3261, 25.1: quoted-pair).
 */
export function callerOf(
  { caller }: Pick<AriChannel, 'caller'>,
  args: readonly string[],
): { readonly callerNumber: string; readonly callerName: string } {
  if (args[0] === 'inbound' && args[3] === WITHHELD) return { callerNumber: '', callerName: '' };
  return { callerNumber: caller.number, callerName: shownName(caller.name.replace(/\\(.)/gsu, '$1')) };
}

/**
 * What a call that came in came from: by the trunk the address of its fifth argument (`203.0.113.7:5060`,
 * `[2001:db8::1]:5060`), which nobody can write into a message; from a page its line, by the channel's name.
 */
export function sourceOf({ name }: Pick<AriChannel, 'name'>, args: readonly string[]): string {
  const [, , from, , remote = ''] = args;
  if (from === 'web') return name.replace(/^PJSIP\/(.+)-[^-]+$/, '$1');
  return addressKey(remote);
}
