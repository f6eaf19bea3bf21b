import { describe, expect, it } from "vitest";
import { denialText } from "../../../../infra/local-cloud/denial-text.ts";

const call = {
  functionName: "remarks-api",
  action: "dynamodb:PutItem",
  resource: "table/Remarks",
  reason: "no-allow",
  requests: 1,
} as const;

describe("the line about a denial", () => {
  it("names action, resource, kinds of keys and function, and of a key nothing that may name a person", () => {
    expect(denialText({ ...call, leadingKeys: ["remark#mill", "fact#1", "fact#2"] })).toBe(
      "dynamodb:PutItem on table/Remarks, key remark#… fact#…, is not granted to remarks-api",
    );
    expect(denialText({ ...call, leadingKeys: ["mill"] })).toContain(", key …, ");
    expect(denialText({ ...call, leadingKeys: "unknown" })).toContain(", key unknown, ");
    expect(denialText(call)).toBe("dynamodb:PutItem on table/Remarks is not granted to remarks-api");
    expect(denialText({ ...call, leadingKeys: [] })).toBe(denialText(call));
  });

  it("tells a missing grant from an explicit deny", () => {
    expect(denialText({ ...call, reason: "explicit-deny" })).toBe("dynamodb:PutItem on table/Remarks is explicitly denied to remarks-api");
  });
});
