import { describe, expect, it } from "vitest";
import { compare } from "../../proofs/comparison.ts";

const type = "AWS::SQS::Queue";

describe("a comparison of templates with an account", () => {
  it("counts what is equal, whatever the order and however numbers and flags are written", () => {
    const wanted = {
      VisibilityTimeout: 60,
      SqsManagedSseEnabled: true,
      keys: [{ name: "pk", kind: "HASH" }, { name: "sk" }],
      absent: undefined,
    };
    const found = { VisibilityTimeout: "60", SqsManagedSseEnabled: "true", keys: [{ name: "sk" }, { kind: "HASH", name: "pk" }], more: 1 };
    expect(compare([{ type, name: "work", wanted, found }])).toEqual({ equal: 3, differences: [], unmodelled: [] });
  });

  it("says what differs, what is absent from one of several, and which resource is missing", () => {
    const wanted = { VisibilityTimeout: 60 };
    const { differences } = compare([
      { type, name: "a", wanted, found: { VisibilityTimeout: 30 } },
      { type, name: "b", wanted, found: {} },
      { type, name: "c", wanted, found: undefined },
    ]);
    expect(differences).toEqual([
      'AWS::SQS::Queue a: VisibilityTimeout is "30", and should be "60"',
      'AWS::SQS::Queue b: VisibilityTimeout is absent, and should be "60"',
      "AWS::SQS::Queue c was not created",
    ]);
  });

  it("names a property that no resource of the type has as not modelled, and none that another type lacks", () => {
    const { equal, differences, unmodelled } = compare([
      { type, name: "a", wanted: { RedrivePolicy: { maxReceiveCount: 5 } }, found: {} },
      { type: "AWS::S3::Bucket", name: "b", wanted: { RedrivePolicy: 1 }, found: { RedrivePolicy: 1 } },
    ]);
    expect({ equal, differences, unmodelled }).toEqual({ equal: 1, differences: [], unmodelled: ["AWS::SQS::Queue RedrivePolicy"] });
  });
});
