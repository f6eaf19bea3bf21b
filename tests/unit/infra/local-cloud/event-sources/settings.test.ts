import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileCheckpoints } from "../../../../../infra/local-cloud/event-sources/checkpoints.ts";
import { failureDestination, queueSettings, streamSettings } from "../../../../../infra/local-cloud/event-sources/settings.ts";
import { changesNothing, compareSequences } from "../../../../../infra/local-cloud/event-sources/stream-reader.ts";
import { temporaryFolder } from "../../../../support/temporary-folder.ts";

describe("settings of event sources", () => {
  it("read a template's properties", () => {
    const properties = {
      FunctionName: "relay",
      EventSourceArn: "arn",
      BatchSize: 50,
      StartingPosition: "TRIM_HORIZON",
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      FilterCriteria: { Filters: [{ Pattern: "{}" }] },
      DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:r:a:q" } },
    };
    expect(streamSettings(properties)).toEqual({
      batchSize: 50,
      batchingWindowSeconds: 0,
      filters: ["{}"],
      reportsBatchItemFailures: true,
      startingPosition: "TRIM_HORIZON",
      bisectOnError: true,
      maximumRetryAttempts: 3,
      maximumRecordAgeSeconds: -1,
    });
    expect(failureDestination(properties)).toBe("arn:aws:sqs:r:a:q");
  });

  it("have Lambda's defaults", () => {
    expect(streamSettings({})).toMatchObject({
      batchSize: 100,
      maximumRetryAttempts: -1,
      bisectOnError: false,
      reportsBatchItemFailures: false,
    });
    expect(queueSettings({})).toMatchObject({ batchSize: 10, batchingWindowSeconds: 0, filters: [] });
  });

  it("are refused where a property would be ignored", () => {
    expect(() => streamSettings({ TumblingWindowInSeconds: 5 })).toThrow("TumblingWindowInSeconds");
    expect(() => queueSettings({ StartingPosition: "LATEST" })).toThrow("StartingPosition");
    expect(() => streamSettings({ BatchSize: "many" })).toThrow("not a whole number");
    expect(() => queueSettings({ ScalingConfig: { MaximumConcurrency: 1 } })).toThrow("maximum concurrency is 2 to 1000");
  });
});

describe("stream records", () => {
  it("are ordered by value, not as text", () => {
    expect(["10", "9", "100", "1"].sort(compareSequences)).toEqual(["1", "9", "10", "100"]);
    expect(compareSequences("800000000003126276362", "800000000003126276363")).toBe(-1);
  });

  it("change nothing when old and new image are equal but for the order of members and sets", () => {
    const modify = (OldImage: object, NewImage: object) => ({
      sequenceNumber: "1",
      writtenAt: 0,
      raw: { eventName: "MODIFY", dynamodb: { OldImage, NewImage } },
    });
    expect(changesNothing(modify({ a: { S: "1" }, b: { SS: ["x", "y"] } }, { b: { SS: ["y", "x"] }, a: { S: "1" } }))).toBe(true);
    expect(changesNothing(modify({ a: { L: [{ N: "1" }, { N: "2" }] } }, { a: { L: [{ N: "2" }, { N: "1" }] } }))).toBe(false);
    expect(changesNothing({ sequenceNumber: "1", writtenAt: 0, raw: { eventName: "INSERT", dynamodb: {} } })).toBe(false);
  });
});

describe("checkpoints in files", () => {
  it("come back after a restart, and a half-written next one does no harm", async () => {
    const folder = temporaryFolder("checkpoints");
    const id = "arn:aws:lambda:source/1";
    expect(await fileCheckpoints(folder).read(id)).toBeUndefined();
    await fileCheckpoints(folder).write(id, { shards: { one: "41" } });
    await fileCheckpoints(folder).write(id, { shards: { one: "42" } });
    const [file = ""] = readdirSync(folder);
    writeFileSync(join(folder, `${file}.next`), '{"sha');
    expect(await fileCheckpoints(folder).read(id)).toEqual({ shards: { one: "42" } });
  });
});
