import type { Words } from '../../kit/errors.ts';

/** RFC 9457 problem; `code` is one of the catalogue. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: { readonly es: string; readonly en: string };
  readonly faults?: readonly {
    readonly path: string;
    readonly message: string;
    /** A sentence for people, where there is one. */
    readonly words?: Words;
  }[];
  /** With `changed-meanwhile`: the text that stands there now. */
  readonly present?: string;
}
