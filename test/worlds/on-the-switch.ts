/** A centre as far as its switch is asked. */
interface OfASwitch {
  readonly asterisk: { readonly ariUrl: string };
}

/** What Asterisk itself has, by ARI: `channels`, `bridges`, …; or what is done to it. */
export async function onTheSwitch<Answer>(centre: OfASwitch, path: string, method = 'GET'): Promise<Answer> {
  const { origin, username, password } = new URL(centre.asterisk.ariUrl);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const answer = await fetch(`${origin}/ari/${path}`, { method, headers: { authorization } });
  return (answer.status === 204 ? null : await answer.json()) as Answer;
}

/** The bridge a call is in, and who is in it besides the customer; null while there is none. */
export async function bridgeOf(
  centre: OfASwitch,
  call: string,
): Promise<{ id: string; agents: string[] } | null> {
  const bridges = await onTheSwitch<{ id: string; channels: string[] }[]>(centre, 'bridges');
  const found = bridges.find(each => each.channels.includes(call));
  return found ? { id: found.id, agents: found.channels.filter(each => each !== call) } : null;
}
