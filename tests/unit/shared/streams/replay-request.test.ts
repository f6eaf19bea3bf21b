import { describe, expect, it } from "vitest";
import { replayRequestOf } from "../../../../shared/streams/replay.ts";

describe("a request for a replay", () => {
  it("names a queue or job, and redelivers unless it asks to discard", () => {
    expect(replayRequestOf({ queue: "notices-on-fact" })).toEqual({ queue: "notices-on-fact", empty: false });
    expect(replayRequestOf({ queue: "cash-sweep", empty: true })).toEqual({ queue: "cash-sweep", empty: true });
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
    expect(() => replayRequestOf({ queue })).toThrow(JSON.stringify(queue));
  });

  it.each([{}, null, "settlements", { queue: 7 }, { queue: "settlements", empty: "yes" }, { queue: "settlements", all: true }])(
    "is refused for %j, with the shape that is expected and where ids are found",
    (event) => {
      const expected = (text: string) => expect(() => replayRequestOf(event)).toThrow(text);
      expected(JSON.stringify(event));
      expected('{ "queue": "<id>" }');
      expected('"empty": true');
      expected("docs/operations.md");
    },
  );
});
