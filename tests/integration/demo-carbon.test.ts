import { afterEach, expect, it, vi } from "vitest";
import { holdCarbonYear, prepareCarbonYear } from "../../infra/demo/carbon.ts";
import { join } from "../../infra/demo/members.ts";
import { Checks } from "../../infra/demo/report.ts";
import { openDemoStage } from "../support/demo-stage.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("plays the demo's year of carbon to the figures of its example, and the relay takes nothing but facts for facts", async () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  const { office, cloud, rowsTakenForFacts } = await openDemoStage("2026-11-27T02:00:00.000Z");
  const checks = new Checks();
  const [name, area] = ["鄂州市生态价值交易所", "420700"];
  const operator = { name, creditCode: "12420700MB0000035P", type: "operator", area, representative: name };
  await office.ask({ as: "operator", method: "POST", path: "/parties", body: operator });
  await join(office, { as: "bureau", name: "鄂州市生态环境局", creditCode: "11420700MB00000195", type: "bureau" });
  const rates = [{ pollutant: "SO2", cnyPerTonneYear: "200" }];
  const table = { title: "株洲市排污权有偿使用费征收标准", documentNumber: "株洲市 2016-210 号文件", validFrom: "2026-01-01", rates };
  await office.ask({ as: "bureau", method: "PUT", path: "/allocations/rates/zhuzhou-2016", body: table });
  const cap = { tonnes: "500", documentNumber: "鄂州环发〔2026〕1号" };
  for (const year of ["2028", "2029", "2030", "2031"])
    await office.ask({ as: "bureau", method: "PUT", path: `/permits/caps/ezhou/SO2/${year}`, body: cap });
  await holdCarbonYear(await prepareCarbonYear({ office, cloud, checks }));
  expect([checks.summary(), said.mock.calls.flat().filter((line) => String(line).includes("✗"))]).toEqual([true, []]);
  expect(await rowsTakenForFacts()).toEqual([]);
});
