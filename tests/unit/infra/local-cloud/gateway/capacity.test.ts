import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capacityMeter, splitCapacity } from "../../../../../infra/local-cloud/gateway/capacity.ts";

const consumed = {
  TableName: "Ledger",
  CapacityUnits: 3,
  Table: { CapacityUnits: 2 },
  GlobalSecondaryIndexes: { byDue: { CapacityUnits: 1 } },
};

/** JSON as Python writes it: a space after each colon and comma. */
function spaced(json: string): string {
  return indented(json)
    .replaceAll(/([,:]) *\n? */g, "$1 ")
    .replaceAll(/\n */g, "");
}

function indented(json: string): string {
  return JSON.stringify(JSON.parse(json), undefined, 2);
}

describe("capacity in answers", () => {
  it("is taken out for a caller that didn't ask, wherever it stands", () => {
    const last = JSON.stringify({ Items: [{ pk: { S: "a" } }], Count: 1, ConsumedCapacity: consumed });
    const first = JSON.stringify({ ConsumedCapacity: consumed, Items: [{ pk: { S: "a" } }], Count: 1 });
    for (const answer of [last, first]) {
      const split = splitCapacity(answer, undefined);
      expect(JSON.parse(split.answer)).toEqual({ Items: [{ pk: { S: "a" } }], Count: 1 });
      expect(split.consumed).toEqual(consumed);
    }
    expect(splitCapacity(JSON.stringify({ ConsumedCapacity: [consumed] }), "NONE")).toEqual({ answer: "{}", consumed: [consumed] });
  });

  it("is taken out however the engine spaces its JSON", () => {
    const item = { pk: { S: "a" }, text: { S: ' , "ConsumedCapacity" : { } ' }, amount: { N: "12345678901234567890.123456789" } };
    for (const spaces of [(json: string) => json, spaced, (json: string) => `${spaced(json)}\n`, indented]) {
      const answer = spaces(JSON.stringify({ Item: item, ConsumedCapacity: consumed }));
      const split = splitCapacity(answer, undefined);
      expect(JSON.parse(split.answer)).toEqual({ Item: item });
      expect(split.consumed).toEqual(consumed);
      const totals = JSON.parse(splitCapacity(answer, "TOTAL").answer);
      expect(totals).toEqual({ Item: item, ConsumedCapacity: { TableName: "Ledger", CapacityUnits: 3 } });
      expect(splitCapacity(spaces(JSON.stringify({ ConsumedCapacity: [consumed] })), undefined).answer).toBe("{}");
    }
  });

  it("is given as asked: totals, or indexes too", () => {
    const answer = JSON.stringify({ Count: 1, ConsumedCapacity: [consumed] });
    expect(JSON.parse(splitCapacity(answer, "TOTAL").answer)).toEqual({
      Count: 1,
      ConsumedCapacity: [{ TableName: "Ledger", CapacityUnits: 3 }],
    });
    expect(splitCapacity(answer, "INDEXES").answer).toBe(answer);
  });

  it("is never confused with what items contain", () => {
    const texts = fc.constantFrom(
      "ConsumedCapacity",
      '"ConsumedCapacity":',
      '{"ConsumedCapacity":{"TableName":"x","CapacityUnits":1}}',
      "}",
    );
    fc.assert(
      fc.property(fc.dictionary(texts, fc.record({ S: texts })), fc.boolean(), (item, metered) => {
        const answer = { Item: item, ...(metered ? { ConsumedCapacity: consumed } : {}) };
        const split = splitCapacity(JSON.stringify(answer), undefined);
        expect(JSON.parse(split.answer)).toEqual({ Item: item });
        expect(split.consumed).toEqual(metered ? consumed : undefined);
      }),
    );
  });
});

describe("the capacity meter", () => {
  it("adds up by function, operation, table and index, leaves out what cost nothing, and starts anew", () => {
    const meter = capacityMeter();
    meter.count("b", "PutItem", consumed);
    meter.count("b", "PutItem", [consumed]);
    meter.count("a", "Query", {
      TableName: "Ledger",
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { byDue: { CapacityUnits: 0.5 } },
    });
    meter.count("a", "GetItem", undefined);
    expect(meter.rows()).toEqual([
      { functionName: "a", operation: "Query", table: "Ledger", index: "byDue", requests: 1, units: 0.5 },
      { functionName: "b", operation: "PutItem", table: "Ledger", requests: 2, units: 4 },
      { functionName: "b", operation: "PutItem", table: "Ledger", index: "byDue", requests: 2, units: 2 },
    ]);
    meter.reset();
    expect(meter.rows()).toEqual([]);
  });
});
