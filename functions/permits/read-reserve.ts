import type { Call } from "../../shared/http/api-handler.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { reserveAccount } from "../../shared/ledger/account.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { quota } from "../../shared/permits/instruments.ts";
import { areaOfPool } from "../../shared/permits/pools.ts";
import type { permitsEndpoints } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import { additionView } from "./views.ts";

/** Reads what the reserve of a pool holds of a pollutant, and a page of its sources. */
export async function readReserve({ own, ledger }: PermitsPorts, { caller, params, query }: Call<typeof permitsEndpoints.readReserve>) {
  const { pool, pollutant } = params;
  if (!scopeOf(caller).concerns(areaOfPool(pool))) return refuse({ code: "not-found" });
  const [position, { items, ...rest }] = await Promise.all([
    ledger.position(reserveAccount(pool), quota(pollutant, pool)),
    own.additions(params, query),
  ]);
  return accept({ response: { availableTonnes: plain(position.available), items: items.map(additionView), ...rest } });
}
