/** What a page knows of itself and its telephone, for whoever is to find out what was wrong. */
export const BOX_KINDS = [
  'sip-sent',
  'sip-received',
  'voice',
  'state',
  'did',
  'device',
  'error',
  'check',
] as const;
export type BoxKind = (typeof BOX_KINDS)[number];

export interface BoxEntry {
  /** Epoch ms by that browser's clock. */
  readonly at: number;
  readonly kind: BoxKind;
  /**
   * `sip-*`: the message without secrets; `state`: `what is`; `did`: the name of a button or key; `check`: what was found, as
   * JSON; `voice`: empty.
   */
  readonly text: string;
  /** Of `voice`: a span's figures (`calls/voice/figures.ts`), flat; shares 0..1, times ms. */
  readonly figures?: Readonly<Record<string, number>> | undefined;
}

/**
 * The file that is downloaded, and attached to a ticket: with the fact that tells of it in one transaction, never changed, and gone with
 * its ticket. It says when somebody pressed which button, so whose it is reads it, and who sees everything, which is audited.
 */
export interface Diagnosis {
  readonly format: 'cauce-diagnosis-1';
  /** The user name of whose page it is. */
  readonly user: string;
  /** When it was made, and of which span it is, epoch ms. */
  readonly at: number;
  readonly since: number;
  /** The browser as it calls itself, and the version of the centre. */
  readonly browser: string;
  readonly version: string;
  /** Oldest first. */
  readonly entries: readonly BoxEntry[];
}

/** What is known of one that is attached to a ticket. */
export interface DiagnosisCard {
  readonly id: string;
  readonly ticket: string;
  /** Whose page it is: a person's id. */
  readonly by: string;
  /** When it was attached, and the beginning of the span that it is about; epoch ms by the server's clock. */
  readonly at: number;
  readonly since: number;
}

export interface KeptDiagnosis {
  readonly card: DiagnosisCard;
  readonly content: Diagnosis;
}

/** Of a ticket; whoever wants to add one more says by a note what it is about. */
export const DIAGNOSES_OF_TICKET = 20;
export const DIAGNOSIS_BYTES_MAX = 1_000_000;
