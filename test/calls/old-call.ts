/** What stands in every stored call of older versions, beside its phase. */
export const OLD_CALL = {
  id: 'c1',
  direction: 'in',
  ticket: 't1',
  callerNumber: '+584125550100',
  callerName: '',
  dialled: '*626',
  from: 'trunk',
  arrivedAt: 1_000,
  customer: null,
  openTickets: [],
  learned: [],
  up: true,
  serial: 3,
  recording: null,
};
