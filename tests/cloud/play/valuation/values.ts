import { required } from "../../../../shared/kernel/invariant.ts";
import { day, document, firms, type Scene } from "../../../support/play.ts";

const item = "permit/SO2/ezhou";

/** The permits of the sale are valued by a price that counts already, and will be by one that counts in two days. */
export async function valuesPlay(scene: Scene): Promise<void> {
  const { ask } = scene.client;
  const published = { period: scene.month(-1), effectiveOn: `${scene.month(-1)}-17` };
  await ask(publishing(published));
  await ask(publishing({ period: scene.month(1), effectiveOn: `${scene.month(1)}-17`, priceCny: "4200" }));
  await scene.stage.untilIdle();
  const { siteId, instrument } = await holding(scene);
  const position = new URLSearchParams({ siteId, instrument }).toString();
  const unknown = new URLSearchParams({ siteId: "none", instrument }).toString();
  const reads = (path: string, refused: string) => scene.reads(`/valuation/${path}`, `/valuation/${refused}`, "not-found", "bureau");
  await reads(`values?siteId=${siteId}`, "values?siteId=none");
  await reads(`values/latest?${position}`, `values/latest?${unknown}`);
  await reads(`values/history?${position}`, `values/history?${unknown}`);
  await ask({ as: "mill", method: "GET", path: "/valuation/values" });
  await ask({ as: "bureau", method: "GET", path: `/valuation/values?partyId=${scene.party("steel")}` });
  const revaluations = "/valuation/revaluations";
  const revaluation = `${revaluations}/baseline.${item.replaceAll("/", ".")}.420700.${published.period}.1`;
  await scene.reads(revaluations, `${revaluations}?limit=0`, "validation-failed", "operator");
  await scene.reads(revaluation, `${revaluations}/none`, "not-found", "operator");
  const { done } = await ask({ as: "operator", method: "GET", path: revaluation });
  if (done !== true) throw new Error(`${revaluation} is not done`);
}

/** What has expired in the play is worth nothing, and a month later it is on no list any more. */
export async function valuesAfterwards(scene: Scene): Promise<void> {
  await scene.moveOn(62 * day);
}

function publishing(more: object) {
  const body = { item, area: "420700", priceCny: "3990", ...document, ...more };
  return { as: "operator", method: "POST", path: "/valuation/baseline-prices", body } as const;
}

/** A site that holds permits of the item, and their instrument. */
async function holding(scene: Scene): Promise<{ readonly siteId: string; readonly instrument: string }> {
  const found: { siteId: string; instrument: string }[] = [];
  for (const firm of firms) {
    const siteId = scene.site(firm);
    const path = `/records/positions?class=permit&siteId=${siteId}`;
    const { items } = await scene.client.ask({ as: firm, method: "GET", path });
    for (const { instrument } of items as readonly { readonly instrument: string }[])
      if (instrument.startsWith(`${item}/`)) found.push({ siteId, instrument });
  }
  return required(found[0], `a site that holds ${item}`);
}
