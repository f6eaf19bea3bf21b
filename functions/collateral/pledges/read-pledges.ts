import type { Call } from "../../../shared/http/api-handler.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { accountOwner } from "../../../shared/members/account-owner.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { assetKindOf } from "../asset-kinds.ts";
import type { CollateralPorts } from "../ports.ts";
import { registersOf } from "./change-pledge.ts";
import type { pledgesEndpoints } from "./contract.ts";
import { maySee, ownOrListedIn } from "./pledge-areas.ts";
import { openPosition } from "./position.ts";
import { pledgeSource } from "./rules.ts";
import { listedView, pledgeView, registerView } from "./views.ts";

/** Reads a pledge, for those who are party to it and the authorities of its areas. */
export async function readPledge(ports: CollateralPorts, { caller, params }: Call<typeof pledgesEndpoints.readPledge>) {
  const pledge = await ports.own.pledge(params.pledgeId);
  if (!pledge || !maySee(caller, pledge)) return refuse({ code: "not-found" });
  return accept({ response: pledgeView(pledge, await registersOf(ports, pledge)) });
}

/** Lists pledges of the caller, or of an area. */
export async function listPledges({ own }: CollateralPorts, { caller, query }: Call<typeof pledgesEndpoints.listPledges>) {
  const ofCaller = caller.role === "bank" ? own.pledgesOfBank : own.pledgesOfPledgor;
  const page = await ownOrListedIn(caller, query, ofCaller, own.pledgesIn);
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(listedView) } }) : page;
}

/** Reads what lies on a position, for its owner and the authorities of its area. */
export async function readRegister(ports: CollateralPorts, { caller, params, query }: Call<typeof pledgesEndpoints.readRegister>) {
  const name = { account: params.account, instrument: query.instrument };
  const owner = await accountOwner(ports.members, params.account);
  if (!owner || !scopeOf(caller).sees({ partyId: owner.partyId, areas: [owner.area] })) return refuse({ code: "not-found" });
  if (!assetKindOf(query.instrument)) return refuse({ code: "not-pledgeable", ...name, source: pledgeSource("pledgeable") });
  const { register, position } = await openPosition(ports, name, owner);
  return accept({ response: registerView(register, plain(position.available)) });
}
