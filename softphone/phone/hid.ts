/** What is used of WebHID (https://wicg.github.io/webhid/), which TypeScript does not know. */
export interface Hid extends EventTarget {
  /** Those that the person gave to this page. */
  getDevices(): Promise<readonly HidDevice[]>;
  requestDevice(options: { readonly filters: readonly HidFilter[] }): Promise<readonly HidDevice[]>;
}

export interface HidFilter {
  readonly usagePage: number;
}

export interface HidDevice extends EventTarget {
  readonly opened: boolean;
  readonly productName: string;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
  forget(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
}

export interface HidCollection {
  readonly usagePage?: number;
  readonly children?: readonly HidCollection[];
  readonly inputReports?: readonly HidReport[];
  readonly outputReports?: readonly HidReport[];
}

export interface HidReport {
  readonly reportId?: number;
  readonly items?: readonly HidItem[];
}

/** A run of fields of one size in a report. Usages have their page in the upper 16 bits. */
export interface HidItem {
  readonly isAbsolute?: boolean;
  readonly isArray?: boolean;
  readonly isRange?: boolean;
  /** The field has a state to which it returns by itself: a button that is let go. */
  readonly hasPreferredState?: boolean;
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  /** Bits of a field, and how many fields there are. */
  readonly reportSize?: number;
  readonly reportCount?: number;
  readonly logicalMinimum?: number;
  readonly logicalMaximum?: number;
}

export interface HidInput extends Event {
  readonly device: HidDevice;
  readonly reportId: number;
  readonly data: DataView;
}
