/**
 * Headsets by WebHID, as a browser gives them and down to the bytes of their reports: in a page under test, where it runs before
 * the page's own scripts and takes the place of `navigator.hid`, and in the tests of rules.
 */
(() => {
  const TELEPHONY = 0x0b;
  const telephony = usage => (TELEPHONY << 16) | usage;
  const led = usage => (0x08 << 16) | usage;
  const field = (usage, more = {}) => ({
    isAbsolute: true,
    isArray: false,
    isRange: false,
    hasPreferredState: false,
    usages: [usage],
    reportSize: 1,
    reportCount: 1,
    logicalMinimum: 0,
    logicalMaximum: 1,
    ...more,
  });
  const padding = bits => field(0, { usages: [], reportSize: bits, isConstant: true });

  /** Three ways in which headsets describe themselves. */
  const KINDS = {
    /** Its hook says how it is, its mute pulses; all lights in one report. */
    states: [
      {
        usagePage: TELEPHONY,
        usage: 0x05,
        children: [],
        inputReports: [
          {
            reportId: 8,
            items: [
              field(telephony(0x20)),
              field(telephony(0x21), { hasPreferredState: true }),
              field(telephony(0x2f), { isAbsolute: false }),
              field(telephony(0x24), { hasPreferredState: true }),
              field(telephony(0x26), { hasPreferredState: true }),
              padding(11),
            ],
          },
        ],
        outputReports: [
          {
            reportId: 9,
            items: [
              field(led(0x17)),
              field(led(0x09)),
              field(led(0x18)),
              field(led(0x20)),
              field(led(0x21)),
              padding(11),
            ],
          },
        ],
      },
    ],
    /** One byte says which button is down; each light has a report of its own, and the ringer is the telephone's. */
    selector: [
      {
        usagePage: 0x0c,
        usage: 0x01,
        children: [],
        inputReports: [{ reportId: 1, items: [field(0x0c00e9), field(0x0c00ea), padding(6)] }],
        outputReports: [],
      },
      {
        usagePage: TELEPHONY,
        usage: 0x05,
        inputReports: [],
        outputReports: [],
        children: [
          {
            usagePage: TELEPHONY,
            usage: 0x06,
            children: [],
            inputReports: [
              {
                reportId: 2,
                items: [
                  {
                    ...field(0),
                    isArray: true,
                    usages: [0x20, 0x2f, 0x21, 0x24, 0x26].map(telephony),
                    reportSize: 8,
                    logicalMinimum: 1,
                    logicalMaximum: 5,
                  },
                ],
              },
            ],
            outputReports: [
              { reportId: 3, items: [field(led(0x17), { reportSize: 8 })] },
              { reportId: 4, items: [padding(4), field(led(0x09)), padding(3)] },
              { reportId: 5, items: [field(telephony(0x9e)), padding(7)] },
            ],
          },
        ],
      },
    ],
    /** No report ids, a mute that says how it is, a hook that is pressed; its fields begin in the second byte. */
    plain: [
      {
        usagePage: TELEPHONY,
        usage: 0x05,
        children: [],
        inputReports: [
          {
            reportId: 0,
            items: [
              padding(9),
              {
                ...field(0),
                hasPreferredState: true,
                isRange: true,
                usages: undefined,
                usageMinimum: telephony(0x20),
                usageMaximum: telephony(0x21),
                reportCount: 2,
              },
              field(telephony(0x2f)),
              padding(4),
            ],
          },
        ],
        outputReports: [
          {
            reportId: 0,
            items: [{ ...field(0), usages: [led(0x09), led(0x17), led(0x18)], reportCount: 3 }, padding(5)],
          },
        ],
      },
    ],
    /** The volume keys of a loudspeaker: no telephone. */
    loudspeaker: [
      {
        usagePage: 0x0c,
        usage: 0x01,
        children: [],
        inputReports: [{ reportId: 1, items: [field(0x0c00e9), padding(7)] }],
        outputReports: [],
      },
    ],
  };

  const happened = (name, parts) => Object.assign(new Event(name), parts);
  const all = collections => collections.flatMap(each => [each, ...all(each.children ?? [])]);

  class FakeHidDevice extends EventTarget {
    opened = false;
    /** Another program has it. */
    isTaken = false;
    /** What it was told, oldest first: [report, ...bytes]. */
    sent = [];

    constructor(productName, kind) {
      super();
      this.productName = productName;
      this.collections = KINDS[kind];
    }

    async open() {
      if (this.isTaken) throw new DOMException('Failed to open the device.', 'NotAllowedError');
      this.opened = true;
    }

    async close() {
      this.opened = false;
    }

    async forget() {
      this.opened = false;
      this.from.given = this.from.given.filter(each => each !== this);
    }

    async sendReport(reportId, data) {
      if (!this.opened) throw new DOMException('The device must be opened first.', 'InvalidStateError');
      const report = all(this.collections)
        .flatMap(each => each.outputReports)
        .find(each => each.reportId === reportId);
      const bits = report?.items.reduce((sum, each) => sum + each.reportSize * each.reportCount, 0);
      if (bits !== data.length * 8) throw new DOMException('Failed to write the report.', 'NotAllowedError');
      this.sent.push([reportId, ...data]);
    }

    /** Someone does something on it. */
    reports(reportId, ...bytes) {
      if (!this.opened) return;
      const data = new DataView(Uint8Array.from(bytes).buffer);
      this.dispatchEvent(happened('inputreport', { device: this, reportId, data }));
    }
  }

  class FakeHid extends EventTarget {
    /** Those that the person gave to the page, and those that they may give to it. */
    given = [];
    offered = [];
    asked = [];

    async getDevices() {
      return this.given.filter(each => !each.isAway);
    }

    async requestDevice(options) {
      this.asked.push(options);
      const pages = options.filters.map(each => each.usagePage);
      const chosen = this.offered.filter(each =>
        each.collections.some(({ usagePage }) => pages.includes(usagePage)),
      );
      for (const device of chosen) {
        device.from = this;
        this.given.push(device);
      }
      return chosen;
    }

    unplug(device) {
      device.isAway = true;
      device.opened = false;
      this.dispatchEvent(happened('disconnect', { device }));
    }

    plug(device) {
      device.isAway = false;
      this.dispatchEvent(happened('connect', { device }));
    }
  }

  globalThis.cauceHeadsets = { FakeHid, FakeHidDevice };
  if (!('document' in globalThis)) return;
  const hid = new FakeHid();
  const device = new FakeHidDevice('Diadema de prueba', 'states');
  hid.offered.push(device);
  Object.defineProperty(navigator, 'hid', { value: hid });
  window.cauceHeadset = { hid, device };
})();
