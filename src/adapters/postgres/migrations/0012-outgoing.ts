/**
 * Where people may call: one policy as JSON (src/outgoing/policy.ts), for its parts change together. What a centre begins
 * with is written out here, so that it stays as it was when the program's own changes.
 */
export const outgoing = `
insert into policies (name, value) values ('outgoing', '{
  "version": 1,
  "allow": [
    {"who": {"kind": "role", "role": "agent"}, "entries": ["call-back", "transfer", "conference"],
     "classes": ["mobile", "fixed", "toll-free"], "countries": ["home"], "numbers": "own"},
    {"who": {"kind": "role", "role": "level-2"}, "entries": ["call-back", "transfer", "conference"],
     "classes": ["mobile", "fixed", "toll-free"], "countries": ["home"], "numbers": "own"}
  ],
  "caps": {
    "person": {"atOnce": 2, "perDay": 200},
    "area": {"atOnce": 50, "perDay": 2000},
    "centre": {"atOnce": 100, "perDay": 5000}
  },
  "offHours": {"calendar": "oficina", "lock": "not-own"},
  "burst": {"unusual": 3, "unusualInAll": 3, "calls": 10, "windowMs": 60000, "lockMs": 3600000},
  "callerIds": {"centre": null, "areas": {}}
}')
on conflict do nothing;
`;
