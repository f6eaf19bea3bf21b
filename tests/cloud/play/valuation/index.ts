import { document, type Scene } from "../../../support/play.ts";
import { periods, publishing } from "./baseline.ts";

/** An index begins with a basket, follows the next price by stream, and is read. */
export async function indexPlay(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const [base, , next] = periods;
  const items = [{ item: "permit/SO2/ezhou", area: "420700", weight: "1" }];
  const indexes = "/valuation/indexes";
  const basket = { as: "operator", method: "POST", path: `${indexes}/play/baskets`, body: { period: base, items, ...document } } as const;
  await ask(basket);
  await refused("basket-not-after", basket);
  await scene.stage.untilIdle();
  await ask(publishing(next, "4389"));
  await scene.stage.untilIdle();
  await scene.reads(indexes, `${indexes}?limit=0`, "validation-failed");
  await scene.reads(`${indexes}/play/baskets`, `${indexes}/play/baskets?limit=0`, "validation-failed");
  await scene.reads(`${indexes}/play/points/${next}`, `${indexes}/play/points/now`, "validation-failed");
  const points = `${indexes}/play/points`;
  await refused("validation-failed", { method: "GET", path: `${points}?limit=0` });
  const series = await ask({ method: "GET", path: points });
  const composites = (series.items as { composite: string }[]).map(({ composite }) => composite);
  if (composites.join() !== "110.00,105.26,100.00") throw new Error(`the index is ${composites.join()}`);
}
