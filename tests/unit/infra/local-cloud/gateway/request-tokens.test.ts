import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { requestTokens } from "../../../../../infra/local-cloud/gateway/request-tokens.ts";
import { temporaryFolder } from "../../../../support/temporary-folder.ts";

const minute = 60_000;

describe("request tokens", () => {
  it("are new once, in progress until the answer, and replayed after it", () => {
    const tokens = requestTokens(() => 0);
    expect(tokens.open("t", "request")).toEqual({ kind: "new" });
    expect(tokens.open("t", "request")).toEqual({ kind: "in-progress" });
    tokens.commit("t", "{}");
    expect(tokens.open("t", "request")).toEqual({ kind: "replay", reply: "{}" });
  });

  it("don't fit another request, running or done", () => {
    const tokens = requestTokens(() => 0);
    tokens.open("t", "request");
    expect(tokens.open("t", "other")).toEqual({ kind: "mismatch" });
    tokens.commit("t", "{}");
    expect(tokens.open("t", "other")).toEqual({ kind: "mismatch" });
  });

  it("are free again after a refusal", () => {
    const tokens = requestTokens(() => 0);
    tokens.open("t", "request");
    tokens.release("t");
    expect(tokens.open("t", "other")).toEqual({ kind: "new" });
  });

  it("live ten minutes", () => {
    let now = 0;
    const tokens = requestTokens(() => now);
    tokens.open("t", "request");
    tokens.commit("t", "{}");
    now = 10 * minute - 1;
    expect(tokens.open("t", "request").kind).toBe("replay");
    now = 10 * minute;
    expect(tokens.open("t", "request").kind).toBe("new");
  });

  it("outlive a restart unless they are old, whatever a kill left at the end of the file", () => {
    const folder = temporaryFolder("tokens");
    const file = join(folder, "tokens");
    let now = 0;
    const first = requestTokens(() => now, file);
    first.open("old", "request");
    first.commit("old", "{}");
    now = 9 * minute;
    first.open("young", "request");
    first.commit("young", '{"a":1}');
    first.open("running", "request");
    appendFileSync(file, '{"token":"cut');
    now = 11 * minute;
    const second = requestTokens(() => now, file);
    expect(second.open("young", "request")).toEqual({ kind: "replay", reply: '{"a":1}' });
    expect(second.open("old", "request").kind).toBe("new");
    expect(second.open("running", "request").kind).toBe("new");
    expect(readFileSync(file, "utf8")).not.toContain("cut");
  });
});
