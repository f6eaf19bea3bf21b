import { expect, it } from "vitest";
import { sealedWorld, tradeRecordOf } from "../support/sealed-records.ts";

it("x", async () => {
  const world = await sealedWorld();
  await world.count(await world.seal(tradeRecordOf(), tradeRecordOf({ quantity: "6", price: "4200.5", buyer: "<b>&\"'" })));
  const early = await world.call({ method: "GET", path: "/records/reports/2026-06" });
  expect(early.status).toBe(409);
  await world.signHead("2026-06-30");
  const report = await world.call({ method: "GET", path: "/records/reports/2026-06" });
  console.log(JSON.stringify(report.body, null, 1));
  const page = await world.call({ method: "GET", path: "/records/reports/2026-06/page" });
  console.log(page.status, page.headers, page.body);
});
