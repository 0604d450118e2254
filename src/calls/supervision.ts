/** What a supervisor does in somebody's call; each can be changed into the others. Whom they hear is always the same: both. */
export const SUPERVISION_MODES = ['listen', 'whisper', 'barge'] as const;
export type SupervisionMode = (typeof SUPERVISION_MODES)[number];

/** Why a supervisor is in a call no more; `unseen`: they were gone when we looked again after a restart. */
export const SUPERVISION_ENDS = ['left', 'took-over', 'talk-over', 'failed', 'unseen'] as const;
export type SupervisionEnd = (typeof SUPERVISION_ENDS)[number];
