/** Requests that come within this time share a batch, ms. */
const COLLECT_MS = 2;

/**
 * Answers many requests with one round trip. While one batch runs the next requests queue, so that batches grow with
 * the load.
 *
 *   request ──2 ms──▶ one batch ──▶ every request has its result, or the error of the batch
 *                        └─ requested meanwhile: the next batch
 */
export class Batcher<Request, Result> {
  private readonly runBatch: (batch: readonly Request[]) => Promise<readonly Result[]>;
  private readonly limit: number;
  private queue: {
    request: Request;
    resolve: (result: Result) => void;
    reject: (error: unknown) => void;
  }[] = [];
  private isFlushing = false;

  /** `runBatch` returns results in the order of its requests; a batch has no more than `limit`. */
  constructor(runBatch: (batch: readonly Request[]) => Promise<readonly Result[]>, limit = 100) {
    this.runBatch = runBatch;
    this.limit = limit;
  }

  request(request: Request): Promise<Result> {
    const result = new Promise<Result>((resolve, reject) => this.queue.push({ request, resolve, reject }));
    if (!this.isFlushing) {
      this.isFlushing = true;
      setTimeout(() => void this.flush(), COLLECT_MS);
    }
    return result;
  }

  private async flush(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, this.limit);
      try {
        const results = await this.runBatch(batch.map(one => one.request));
        for (const [index, one] of batch.entries()) one.resolve(results[index] as Result);
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    this.isFlushing = false;
  }
}
