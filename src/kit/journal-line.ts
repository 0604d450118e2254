import { LINE_FORMAT, type StateChange, type StoredState } from './journal-files.ts';

/**
 * The text of one line. It is put together of the texts of its parts: an object with the keys of ever new calls would cost
 * more to fill than its values cost to write.
 */
export class LineText {
  private states = '';
  private changes = '';
  private versions = '';

  addState(key: string, { version, value }: StoredState): void {
    const name = JSON.stringify(key);
    // JSON has no undefined: such a state is left as it is.
    const text = JSON.stringify(value);
    if (text === undefined) return;
    this.states += `${this.states && ','}${name}:${text}`;
    if (value !== null) this.addVersion(name, version);
  }

  addChange(key: string, version: number, change: StateChange): void {
    const name = JSON.stringify(key);
    this.changes += `${this.changes && ','}${name}:${JSON.stringify(change)}`;
    this.addVersion(name, version);
  }

  /** The line with these facts, the first of which has the number `seq`; it ends with its line end. */
  text(seq: number, facts: readonly unknown[]): string {
    const changes = this.changes && `,"changes":{${this.changes}}`;
    const versions = this.versions && `,"versions":{${this.versions}}`;
    return `{"format":${LINE_FORMAT},"seq":${seq},"facts":${JSON.stringify(facts)},"states":{${this.states}}${changes}${versions}}\n`;
  }

  private addVersion(name: string, version: number): void {
    if (version > 1) this.versions += `${this.versions && ','}${name}:${version}`;
  }
}
