import { document, type Scene } from "../../../support/play.ts";

const so2 = "permit/SO2/ezhou";
const area = "420700";
/** Months for which the play publishes prices: of some years ago, so that no other part has one. */
export const periods = ["2021-01", "2021-02", "2021-03"] as const;

/** Publishes the price of a month for sulphur. */
export function publishing(period: string, priceCny: string) {
  const body = { item: so2, area, period, effectiveOn: `${period}-01`, priceCny, ...document };
  return { as: "operator", method: "POST", path: "/valuation/baseline-prices", body } as const;
}

/** Baseline prices are published, corrected and read; those who hold permits are told. */
export async function baselinePlay(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  // Whoever has permits by now is on the list of those who are told.
  await scene.stage.untilIdle();
  const [first, second] = periods;
  await ask(publishing(first, "3990"));
  await refused("baseline-published", publishing(first, "3990"));
  await ask(publishing(second, "4000"));
  const priceId = `permit.SO2.ezhou.${area}.${second}`;
  const body = { ...document, priceCny: "4200", corrects: 1, reason: "misprint" };
  const correction = { as: "bureau", method: "POST", path: `/valuation/baseline-prices/${priceId}/corrections`, body } as const;
  await ask(correction);
  await refused("baseline-changed", correction);
  const prices = "/valuation/baseline-prices";
  await scene.reads(`${prices}?item=${so2}&area=${area}`, `${prices}?item=permit/COD/ezhou&area=${area}`, "validation-failed");
  await scene.reads(`${prices}/${priceId}`, `${prices}/${priceId}?limit=0`, "validation-failed");
  const inForce = (day: string) => `${prices}/in-force?item=${so2}&area=${area}&day=${day}`;
  await scene.reads(inForce("2021-02-01"), inForce("2020-12-31"), "no-baseline-in-force");
  await scene.stage.untilIdle();
  const { items } = await ask({ as: "mill", method: "GET", path: "/notices?limit=100" });
  const kinds = (items as { kind: string }[]).map(({ kind }) => kind);
  if (!kinds.includes("baseline-price")) throw new Error("the mill, which holds permits, was not told of their price");
}
