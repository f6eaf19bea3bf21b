import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DiscardReason, runStreamBatch, type SequencedRecord } from "../../../../../infra/local-cloud/event-sources/stream-batch.ts";
import type { InvocationResult, StreamSettings } from "../../../../../infra/local-cloud/event-sources/types.ts";

const failure: InvocationResult = { payload: {}, functionError: "Unhandled" };
const success: InvocationResult = { payload: {} };

function settings(over: Partial<StreamSettings> = {}): StreamSettings {
  return {
    batchSize: 100,
    batchingWindowSeconds: 0,
    filters: [],
    reportsBatchItemFailures: true,
    startingPosition: "TRIM_HORIZON",
    bisectOnError: false,
    maximumRetryAttempts: 0,
    maximumRecordAgeSeconds: -1,
    ...over,
  };
}

function records(count: number): SequencedRecord[] {
  return Array.from({ length: count }, (_, position) => ({ sequenceNumber: String(position + 1), writtenAt: position * 1000 }));
}

function reporting(...sequenceNumbers: string[]): InvocationResult {
  return { payload: { batchItemFailures: sequenceNumbers.map((itemIdentifier) => ({ itemIdentifier })) } };
}

/** Runs a batch and notes what was invoked, checkpointed and given up, as sequence numbers. */
async function run(
  count: number,
  over: Partial<StreamSettings>,
  answer: (batch: readonly string[], call: number) => InvocationResult,
  now = 0,
) {
  const invocations: string[][] = [];
  const checkpoints: string[] = [];
  const discarded: { records: string[]; reason: DiscardReason; invocations: number }[] = [];
  const pauses: number[] = [];
  const numbers = (batch: readonly SequencedRecord[]): string[] => batch.map(({ sequenceNumber }) => sequenceNumber);
  await runStreamBatch(records(count), settings(over), {
    invoke: async (batch) => {
      invocations.push(numbers(batch));
      return answer(numbers(batch), invocations.length);
    },
    checkpoint: async ({ sequenceNumber }) => void checkpoints.push(sequenceNumber),
    discard: async (batch, reason, tries) => {
      discarded.push({ records: numbers(batch), reason, invocations: tries });
      return true;
    },
    backOff: async (attempt) => void pauses.push(attempt),
    now: () => now,
    stopped: () => false,
  });
  return { invocations, checkpoints, discarded, pauses };
}

describe("a batch of stream records", () => {
  it("is checkpointed at its end after success", async () => {
    expect(await run(3, {}, () => success)).toMatchObject({ invocations: [["1", "2", "3"]], checkpoints: ["3"], discarded: [] });
  });

  it("is split at the lowest reported number: what comes before is done, only the rest is tried again", async () => {
    const outcome = await run(5, { maximumRetryAttempts: 3 }, (_batch, call) => (call === 1 ? reporting("4", "3") : success));
    expect(outcome).toMatchObject({
      invocations: [
        ["1", "2", "3", "4", "5"],
        ["3", "4", "5"],
      ],
      checkpoints: ["2", "5"],
      discarded: [],
      pauses: [],
    });
  });

  it.each([
    ["unknown", "99"],
    ["empty", ""],
  ])("fails as a whole for an %s identifier", async (_what, identifier) => {
    const outcome = await run(3, {}, () => reporting(identifier));
    expect(outcome).toMatchObject({ checkpoints: ["3"], discarded: [{ records: ["1", "2", "3"], reason: "RetryAttemptsExhausted" }] });
  });

  it("takes an empty or missing report for success", async () => {
    expect(await run(2, {}, () => ({ payload: { batchItemFailures: [] } }))).toMatchObject({ checkpoints: ["2"], discarded: [] });
    expect(await run(2, {}, () => ({ payload: null }))).toMatchObject({ checkpoints: ["2"], discarded: [] });
  });

  it("ignores a report the source didn't ask for", async () => {
    expect(await run(2, { reportsBatchItemFailures: false }, () => reporting("1"))).toMatchObject({ checkpoints: ["2"], discarded: [] });
  });

  it("is halved after a function error, without charging the retries", async () => {
    const outcome = await run(4, { bisectOnError: true }, (batch) => (batch.includes("2") ? failure : success));
    expect(outcome.invocations).toEqual([["1", "2", "3", "4"], ["1", "2"], ["1"], ["2"], ["3", "4"]]);
    expect(outcome).toMatchObject({
      checkpoints: ["1", "2", "4"],
      discarded: [{ records: ["2"], reason: "RetryAttemptsExhausted" }],
      pauses: [],
    });
  });

  it("is retried so many times and then given up as a whole when it may not be halved", async () => {
    const outcome = await run(3, { maximumRetryAttempts: 2 }, () => failure);
    expect(outcome.invocations).toHaveLength(3);
    expect(outcome).toMatchObject({ checkpoints: ["3"], discarded: [{ records: ["1", "2", "3"], invocations: 3 }], pauses: [1, 2] });
  });

  it("is retried until it works where retries have no limit", async () => {
    const outcome = await run(1, { maximumRetryAttempts: -1 }, (_batch, call) => (call <= 20 ? failure : success));
    expect(outcome).toMatchObject({ checkpoints: ["1"], discarded: [] });
    expect(outcome.invocations).toHaveLength(21);
  });

  it("gives up records that are too old without a try, and runs the younger ones", async () => {
    const outcome = await run(3, { maximumRecordAgeSeconds: 60 }, () => success, 61_500);
    expect(outcome).toMatchObject({
      invocations: [["3"]],
      discarded: [{ records: ["1", "2"], reason: "RecordAgeExceeded", invocations: 0 }],
      checkpoints: ["2", "3"],
    });
  });

  it("doesn't charge a retry for an invocation that couldn't start", async () => {
    let calls = 0;
    const checkpoints: string[] = [];
    await runStreamBatch(records(1), settings(), {
      invoke: async () => {
        calls += 1;
        if (calls < 4) throw new Error("throttled");
        return success;
      },
      checkpoint: async ({ sequenceNumber }) => void checkpoints.push(sequenceNumber),
      discard: () => Promise.reject(new Error("nothing is to be given up")),
      backOff: async () => undefined,
      now: () => 0,
      stopped: () => false,
    });
    expect({ calls, checkpoints }).toEqual({ calls: 4, checkpoints: ["1"] });
  });

  it("is neither checkpointed nor given up when the host stops in the middle of a failure", async () => {
    let stopped = false;
    const touched: string[] = [];
    await runStreamBatch(records(2), settings(), {
      invoke: async () => {
        stopped = true;
        return failure;
      },
      checkpoint: async () => void touched.push("checkpoint"),
      discard: async () => touched.push("discard") > 0,
      backOff: async () => undefined,
      now: () => 0,
      stopped: () => stopped,
    });
    expect(touched).toEqual([]);
  });

  it("applies every record that isn't poison exactly in order, and gives up exactly the poison, however it is reported", async () => {
    const arbitraryCase = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      poison: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
      reports: fc.boolean(),
      retries: fc.integer({ min: 0, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async ({ count, poison, reports, retries }) => {
        const bad = new Set(poison.filter((number) => number <= count).map(String));
        const applied: string[] = [];
        const outcome = await run(
          count,
          { bisectOnError: true, maximumRetryAttempts: retries, reportsBatchItemFailures: reports },
          (batch) => {
            const first = batch.findIndex((number) => bad.has(number));
            const good = first < 0 ? batch : reports ? batch.slice(0, first) : [];
            applied.push(...good);
            if (first < 0) return success;
            return reports ? reporting(...batch.filter((number) => bad.has(number))) : failure;
          },
        );
        const wanted = Array.from({ length: count }, (_, position) => String(position + 1));
        expect(applied).toEqual(wanted.filter((number) => !bad.has(number)));
        expect(outcome.discarded.flatMap(({ records: given }) => given)).toEqual(wanted.filter((number) => bad.has(number)));
        expect(outcome.checkpoints.at(-1)).toBe(String(count));
        expect(outcome.checkpoints.map(Number)).toEqual([...outcome.checkpoints.map(Number)].sort((left, right) => left - right));
      }),
    );
  });
});
