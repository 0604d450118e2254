/** What whoever stops the centre asks again and again over plain HTTP; the answer is `{ "calls": number }`. */
export const LAST_CALLS_REQUEST = 'POST /last-calls';
