import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { throttles } from "../../../infra/constructs/throttles.ts";
import { describeContexts, descriptionFiles } from "../../../infra/description.ts";
import { brokenPromises } from "../../../infra/published-events.ts";

const docs = fileURLToPath(new URL("../../../docs/", import.meta.url));

describe("the description of the API and the events", () => {
  const description = describeContexts();
  const files = descriptionFiles(description);

  it("is committed as generated", () => {
    expect(files.size).toBeGreaterThan(25);
    const stale = [...files].filter(([path, text]) => readFileSync(`${docs}${path}`, "utf8") !== text).map(([path]) => path);
    expect(stale).toEqual([]);
    const committed = readdirSync(`${docs}events`).map((name) => `events/${name}`);
    expect(committed.filter((path) => path !== "events/published.json" && !files.has(path))).toEqual([]);
  });

  it("keeps what is published", () => {
    expect(brokenPromises(JSON.parse(readFileSync(`${docs}events/published.json`, "utf8")), description.events)).toEqual([]);
  });

  it("names the limits that routes have, in both languages", () => {
    const { info } = description.openApi as { info: { description: string } };
    const { bidding, read, open, write } = throttles;
    expect(info.description).toContain(`报价 ${bidding.rateLimit} 次，查询 ${read.rateLimit} 次，其他写操作 ${write.rateLimit} 次`);
    expect(info.description).toContain(`${bidding.rateLimit} calls of bidding, ${read.rateLimit} reads, ${write.rateLimit} other writes`);
    expect(open).toEqual(read);
    for (const { rateLimit, burstLimit } of Object.values(throttles)) expect(burstLimit).toBe(2 * rateLimit);
  });

  it("describes each event in a sentence, and every fact that is listed has a schema", () => {
    expect(description.events.filter(({ description: sentence }) => !/^[A-Z].+\.$/.test(sentence))).toEqual([]);
    const { components } = description.openApi as { components: { schemas: { FactType: { enum: string[] } } } };
    const types = new Set(description.events.map(({ type }) => type));
    expect(components.schemas.FactType.enum.filter((type) => !types.has(type))).toEqual([]);
  });
});
