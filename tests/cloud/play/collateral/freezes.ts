import { required } from "../../../../shared/kernel/invariant.ts";
import type { ContextPlay, Scene } from "../../../support/play.ts";

const documentSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const order = (number: number) => ({ documentNumber: `E07-${number}`, documentSha256 });
const court = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07执12号" };

interface Frozen {
  readonly freezeId: string;
  readonly parts: readonly { readonly sliceId: string }[];
}

/** Courts freeze an allowance of the mill: one after the other takes its turn as months pass, and what is lifted is free. */
export const freezesPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const position = { account: `party:${scene.party("mill")}`, instrument: await allowanceOf(scene) };
  const entry = (quantity: string, more: object = {}) => {
    const body = { ...position, quantity, ...court, ...order(1), months: 1, ...more };
    return { as: "bureau", method: "POST", path: "/collateral/freezes", body } as const;
  };
  await refused("exceeds-free", entry("900000"));
  await refused("freeze-term-too-long", entry("1", { months: 37 }));
  const first = (await ask(entry("1"))) as unknown as Frozen;
  const sliceId = required(first.parts[0], "part").sliceId;
  const waiting = (await ask(entry("1", { sliceId }))) as unknown as Frozen;
  await scene.requests(() => entry("1", { sliceId, months: 2 }));
  const path = (freeze: Frozen, step = "") => `/collateral/freezes/${freeze.freezeId}${step}`;
  const renewal = (freeze: Frozen) =>
    ({ as: "bureau", method: "POST", path: path(freeze, "/renewals"), body: { ...order(2), months: 1 } }) as const;
  await refused("wrong-state", renewal(waiting));
  await ask(renewal(first));
  const alone = (await ask(entry("2"))) as unknown as Frozen;
  const lifting = (quantity: string) => {
    const body = { ...order(3), quantity, reason: "the debt was paid" };
    return { as: "bureau", method: "POST", path: path(alone, "/liftings"), body } as const;
  };
  await refused("exceeds-frozen", lifting("3"));
  await ask(lifting("2"));
  const queue = (id: string) => `/collateral/freeze-queues/${id}?${new URLSearchParams(position)}`;
  for (const as of ["mill", "echeng", "bureau", "operator"]) {
    await scene.reads(path(first), "/collateral/freezes/none", "not-found", as);
    await scene.reads("/collateral/freezes", "/collateral/freezes?limit=0", "validation-failed", as);
    await scene.reads(queue(sliceId), queue("none"), "not-found", as);
  }
};

/** The allowances that the mill was allocated. */
async function allowanceOf({ client }: Scene): Promise<string> {
  const { items } = await client.ask({ as: "mill", method: "GET", path: "/carbon/allowances" });
  const { allocationId } = required((items as readonly { readonly allocationId: string }[])[0], "allocation of the mill");
  const { instrument } = await client.ask({ as: "mill", method: "GET", path: `/carbon/allowances/${allocationId}` });
  return String(instrument);
}
