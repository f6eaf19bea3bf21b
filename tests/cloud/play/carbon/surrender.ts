import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, document, type Scene } from "../../../support/play.ts";

const why = { ...document, reason: "as decided" };

/** The mill filed no report for an early year, and surrenders for the figure of the bureau, which is corrected afterwards. */
export const surrenderPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const now = Number(scene.month(0).slice(0, 4));
  const [year, partyId] = [String(now - 3), scene.party("mill")];
  const path = `/carbon/obligations/${partyId}/${year}`;
  const instrument = await allocated(scene);
  const determine = (tco2: string) =>
    ({ as: "bureau", method: "POST", path: `${path}/determinations`, body: { tco2, ground: "no-report", ...why } }) as const;
  await refused("not-in-a-market", determine("60"));
  const entity = { market: "hubei", sector: "paper", generates: false, ...document };
  await ask({ as: "bureau", method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body: entity });
  await ask(determine("60"));
  const offsets = [{ kind: "CCER", project: "HB-1", first: "1", last: "3" }];
  const surrender = (tonnes: string) =>
    ({ as: "mill", method: "POST", path: "/carbon/surrenders", body: { year, tonnes, offsets } }) as const;
  await refused("surrender-above-open", surrender("58"));
  await ask(surrender("20"));
  await refused("serials-used", surrender("20"));
  await fromFreeze(scene, path, { partyId, instrument });
  await leftOpen(scene, year, entity);
  await ask(determine("20"));
  const back = (tonnes: string) =>
    ({ as: "bureau", method: "POST", path: `${path}/giving-back`, body: { instrument, tonnes, ...why } }) as const;
  await refused("above-surplus", back("21"));
  await ask(back("5"));
  const cancel = (tonnes: string) => {
    const body = { instrument, tonnes, reason: "carbon neutral" };
    return { as: "mill", method: "POST", path: "/carbon/allowances/cancellations", body } as const;
  };
  await refused("surrender-exceeds-free", cancel("900000"));
  await ask(cancel("1"));
  for (const as of ["mill", "echeng", "bureau", "operator"]) {
    await scene.reads(path, `/carbon/obligations/${partyId}/2001`, "not-found", as);
    await scene.reads(`${path}/surrenders`, `/carbon/obligations/${partyId}/2001/surrenders`, "not-found", as);
    await scene.reads("/carbon/obligations", "/carbon/obligations?limit=0", "validation-failed", as);
  }
};

/** The drug maker holds enough for its figure, and lets the deadline pass. */
async function leftOpen(scene: Scene, year: string, entity: object): Promise<void> {
  const [{ ask }, partyId] = [scene.client, scene.party("pharma")];
  await ask({ as: "bureau", method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body: entity });
  const body = { tco2: "100", ground: "no-report", ...why };
  await ask({ as: "bureau", method: "POST", path: `/carbon/obligations/${partyId}/${year}/determinations`, body });
}

/** The allowances that the mill was allocated. */
async function allocated({ client }: Scene): Promise<string> {
  const read = (path: string) => client.ask({ as: "mill", method: "GET", path });
  const { items } = await read("/carbon/allowances");
  const [allocation] = items as readonly { readonly allocationId: string }[];
  const { instrument } = await read(`/carbon/allowances/${required(allocation, "allocation of the mill").allocationId}`);
  return String(instrument);
}

/** Allowances that are frozen, in part lifted again, and surrendered by order. */
async function fromFreeze(scene: Scene, path: string, { partyId, instrument }: Readonly<Record<"partyId" | "instrument", string>>) {
  const { ask, refused } = scene.client;
  const freeze = (tonnes: string, more: object = {}) => {
    const body = { instrument, tonnes, ...why, ...more };
    return { as: "bureau", method: "POST", path: `/carbon/allowances/of/${partyId}/freezes`, body } as const;
  };
  await refused("surrender-exceeds-free", freeze("900000"));
  const { holdId } = await ask(freeze("12"));
  await ask(freeze("2", { liftedHoldId: holdId }));
  const order = (tonnes: string) =>
    ({ as: "bureau", method: "POST", path: `${path}/orders`, body: { holdId, instrument, tonnes, ...why } }) as const;
  await refused("not-frozen", order("11"));
  await ask(order("10"));
}
