import { describe, expect, it } from "vitest";
import { replayRequestOf } from "../../../../shared/streams/replay.ts";

const grounds = { reason: "the cause is fixed", by: "operator", approvedBy: "operator-second" };

describe("a request for a replay", () => {
  it("names a queue or job, and redelivers unless it asks to discard", () => {
    expect(replayRequestOf({ queue: "notices-on-fact", ...grounds })).toEqual({ queue: "notices-on-fact", empty: false, ...grounds });
    expect(replayRequestOf({ queue: "cash-sweep", empty: true, ...grounds })).toEqual({ queue: "cash-sweep", empty: true, ...grounds });
  });

  it.each([
    ["", "an empty id"],
    ["Settlements", "capitals"],
    ["../other", "a path"],
    ["settlements/other", "a longer path"],
    ["settlements?x=y", "a query"],
    ["settlements\nother", "a second line"],
    ["https://elsewhere.example/queue", "another address"],
    ["settlements ", "a space"],
    ["-settlements", "a hyphen at the start"],
    ["x".repeat(62), "more than 61 characters"],
  ])("is refused for the id %j: %s", (queue) => {
    expect(() => replayRequestOf({ queue, ...grounds })).toThrow(JSON.stringify(queue));
  });

  it.each([
    ["no reason", { reason: undefined }],
    ["a blank reason", { reason: "  " }],
    ["a reason of two lines", { reason: "fixed\nindeed" }],
    ["nobody who asks", { by: undefined }],
    ["nobody who agreed", { approvedBy: undefined }],
    ["one person twice", { approvedBy: "operator" }],
    ["one person twice, in other letters", { approvedBy: " Operator " }],
  ])("is refused with %s: it takes two persons who say why", (_, wrong) => {
    expect(() => replayRequestOf({ queue: "settlements", ...grounds, ...wrong })).toThrow("two different persons");
  });

  it.each([
    ...[{}, null, "settlements", { queue: "settlements" }, { queue: 7, ...grounds }],
    ...[
      { queue: "settlements", empty: "yes", ...grounds },
      { queue: "settlements", all: true, ...grounds },
    ],
  ])("is refused for %j, with the shape that is expected and where ids are found", (event) => {
    const expected = (text: string) => expect(() => replayRequestOf(event)).toThrow(text);
    expected(JSON.stringify(event));
    expected('{ "queue": "<id>"');
    expected('"empty": true');
    expected("docs/operations.md");
  });
});
