import type { Call } from "../../shared/http/api-handler.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { capAccount } from "../../shared/ledger/account.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { headroom } from "../../shared/permits/instruments.ts";
import { areaOfPool } from "../../shared/permits/pools.ts";
import type { permitsEndpoints } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import type { Cap } from "./store.ts";
import { capView } from "./views.ts";

/** Reads the cap of a year with its headroom or deficit. */
export async function readCap(ports: PermitsPorts, { caller, params }: Call<typeof permitsEndpoints.readCap>) {
  const cap = scopeOf(caller).concerns(areaOfPool(params.pool)) ? await ports.own.cap(params) : undefined;
  return cap ? accept({ response: await withHeadroom(ports, cap) }) : refuse({ code: "not-found" });
}

/** Lists the caps of a pollutant in a pool, by year. */
export async function listCaps(ports: PermitsPorts, { caller, params, query }: Call<typeof permitsEndpoints.listCaps>) {
  if (!scopeOf(caller).concerns(areaOfPool(params.pool))) return refuse({ code: "not-found" });
  const { items, ...rest } = await ports.own.caps(params, query);
  return accept({ response: { items: await Promise.all(items.map((cap) => withHeadroom(ports, cap))), ...rest } });
}

async function withHeadroom({ ledger }: PermitsPorts, cap: Cap) {
  const position = await ledger.position(capAccount(cap.pool), headroom(cap.pollutant, cap.pool, cap.year));
  return capView(cap, position.available);
}
