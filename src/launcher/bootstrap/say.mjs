/** A sentence for people: Spanish first, English after it in a quieter tone where the terminal has one. */
export function say(es, en) {
  const quiet = process.stdout.isTTY ? text => `\u001b[2m${text}\u001b[0m` : text => text;
  console.log(en ? `${es} ${quiet(`/ ${en}`)}` : es);
}

/** What went wrong and how to mend it; the command ends with a failure. */
export class Stop extends Error {
  constructor(es, en) {
    super(`${es}\n${en}`);
    this.name = 'Stop';
  }
}
