import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { ownOrInArea, scopeOf } from "../../../shared/members/scope.ts";
import type { CollateralPorts } from "../ports.ts";
import { positionKey, registersOfPositions } from "../register/positions.ts";
import type { PositionName, Slice } from "../register/rows.ts";
import type { freezesEndpoints } from "./contract.ts";
import type { Freeze } from "./rows.ts";
import { freezeView, queueView } from "./views.ts";

/** Reads a freeze, for the owner of what is frozen and the authorities of its area. */
export async function readFreeze({ own }: CollateralPorts, { caller, params }: Call<typeof freezesEndpoints.readFreeze>) {
  const freeze = await own.freeze(params.freezeId);
  if (!freeze || !scopeOf(caller).sees({ partyId: freeze.partyId, areas: [freeze.area] })) return refuse({ code: "not-found" });
  const register = await own.register(freeze);
  return accept({ response: freezeView(freeze, register?.slices ?? []) });
}

/** Lists freezes on what the caller has, or those of an area. */
export async function listFreezes({ own }: CollateralPorts, { caller, query }: Call<typeof freezesEndpoints.listFreezes>) {
  const page = await ownOrInArea(caller, query, own.freezesOf, own.freezesIn);
  if (!page.ok) return page;
  const slices = await slicesByPosition(own, page.value.items);
  return accept({ response: { ...page.value, items: page.value.items.map((freeze) => freezeView(freeze, slices(freeze))) } });
}

/** Reads the queue of a slice, for its owner, the banks on it and the authorities of its area. */
export async function readFreezeQueue({ own }: CollateralPorts, { caller, params, query }: Call<typeof freezesEndpoints.readFreezeQueue>) {
  const register = await own.register(query);
  const slice = register?.slices.find(({ sliceId }) => sliceId === params.sliceId);
  if (!register || !slice) return refuse({ code: "not-found" });
  const stands = slice.entries.some(({ bankId }) => bankId === caller.partyId);
  if (!stands && !scopeOf(caller).sees({ partyId: register.partyId, areas: [register.area] })) return refuse({ code: "not-found" });
  const ids = slice.freezes.map(({ freezeId }) => freezeId);
  const rows = ids.length === 0 ? [] : await own.freezesAt(ids);
  return accept({ response: queueView(register, slice, new Map(rows.map((freeze) => [freeze.freezeId, freeze]))) });
}

/** The slices of the positions of freezes, each position read once. */
async function slicesByPosition(
  own: CollateralPorts["own"],
  freezes: readonly Freeze[],
): Promise<(position: PositionName) => readonly Slice[]> {
  const registers = await registersOfPositions(own, freezes);
  const byKey = new Map(registers.map((register) => [positionKey(register), register.slices]));
  return (position) => byKey.get(positionKey(position)) ?? [];
}
