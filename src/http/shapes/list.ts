/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /recordings ?ticket&call&agent&queue&…&text&limit&offset&after | all (in sight) | → {items: RecordingCard[], total}
 * | GET /recordings/{id}/audio       | in sight    | audio with Range
 */

export interface List<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}
