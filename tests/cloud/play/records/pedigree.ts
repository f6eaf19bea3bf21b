import { required } from "../../../../shared/kernel/invariant.ts";
import type { ContextPlay } from "../../../support/play.ts";

interface Trade {
  readonly blockReference?: string;
}
interface Step {
  readonly factId?: string;
}

/** The pedigree of the reserve, of an entry of it, and of the block that a sale delivered. */
export const pedigreePlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const reserve = "/records/pedigree?account=reserve:ezhou&instrument=quota/SO2/ezhou";
  const { items } = await ask({ as: "bureau", method: "GET", path: `${reserve}&purpose=inspection` });
  await refused("not-found", { as: "mill", method: "GET", path: reserve });
  await refused("pedigree-not-kept", { as: "mill", method: "GET", path: "/records/pedigree?instrument=CNY" });
  const { factId } = required(
    (items as Step[]).find((step) => step.factId !== undefined),
    "an entry of the reserve",
  );
  const entries = "/records/pedigree/entries";
  await ask({ as: "bureau", method: "GET", path: `${entries}/${factId}?direction=forwards&purpose=inspection` });
  await refused("not-found", { as: "mill", method: "GET", path: `${entries}/none` });
  await refused("purpose-missing", { as: "bureau", method: "GET", path: `${entries}/${factId}` });
  const trades = await ask({ as: "mill", method: "GET", path: "/records/trades?kind=award&order=oldest" });
  const { blockReference } = required(
    (trades.items as Trade[]).find((trade) => trade.blockReference !== undefined),
    "a delivered block of the mill",
  );
  const { items: positions } = await ask({ as: "mill", method: "GET", path: "/records/positions?class=allowance" });
  const { instrument } = required((positions as { readonly instrument: string }[])[0], "a position of allowances");
  await ask({ as: "mill", method: "GET", path: `/records/pedigree?instrument=${encodeURIComponent(instrument)}` });
  const blocks = "/records/pedigree/blocks";
  await scene.reads(`${blocks}/${blockReference}`, `${blocks}/none`, "not-found", "mill");
  await refused("purpose-missing", { as: "bureau", method: "GET", path: `${blocks}/${blockReference}` });
};
