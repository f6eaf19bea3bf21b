import { beforeAll, describe, expect, it } from "vitest";
import { describeContexts } from "../../infra/description.ts";
import { testClock } from "../support/clock.ts";
import { sharedEngine } from "../support/engine.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

describe("the documentation, for everybody", () => {
  const { openApi, events } = describeContexts();
  let api: WholeApi;
  const read = async (path: string) => api.call({ method: "GET", path });
  beforeAll(async () => {
    api = await openWholeApi(await sharedEngine(), testClock());
  });

  it("serves the whole description of the API", async () => {
    expect(await read("/openapi.json")).toMatchObject({ status: 200, body: JSON.parse(JSON.stringify(openApi)) });
  });

  it("lists every event and serves its schema under the schema's own id", async () => {
    const { body } = await read("/events");
    const listed = (body as { events: { type: string; version: number }[] }).events;
    expect(listed).toEqual(events.map(({ type, version, context, description }) => ({ type, version, context, description })));
    for (const { schema } of events) expect(await read(String(schema.$id))).toMatchObject({ status: 200, body: schema });
  });

  it("knows no other event, version or problem", async () => {
    for (const path of ["/events/award-due/2", "/events/unheard-of/1", "/events/index/1", "/problems/unheard-of"]) {
      expect(await read(path), path).toMatchObject({ status: 404 });
    }
    expect(await read("/events/award-due/one")).toMatchObject({ status: 422 });
  });

  it("explains a problem in both languages", async () => {
    expect(await read("/problems/busy")).toMatchObject({
      status: 200,
      body: { code: "busy", status: 503, title: { zh: "系统繁忙", en: "Busy" } },
    });
    // With the names of members, not with those of the description's example.
    expect(await read("/problems/off-tick")).toMatchObject({
      body: { detail: { zh: "价格 {price} 须为 {priceTick} 的整数倍。", en: "The price {price} must be a multiple of {priceTick}." } },
    });
  });
});
