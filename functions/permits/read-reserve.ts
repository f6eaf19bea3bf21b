import type { Call } from "../../shared/http/api-handler.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { reserveAccount } from "../../shared/ledger/account.ts";
import { quota } from "../../shared/ledger/instrument.ts";
import type { permitsEndpoints } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import { concernsPool } from "./scope.ts";
import { additionView } from "./views.ts";

/** Reads what the reserve of a pool holds of a pollutant, and a page of where it came from. */
export async function readReserve(ports: PermitsPorts, { caller, params, query }: Call<typeof permitsEndpoints.readReserve>) {
  const { pool, pollutant } = params;
  if (!concernsPool(caller, pool)) return refuse({ code: "not-found" });
  const [position, { items, ...rest }] = await Promise.all([
    ports.ledger.position(reserveAccount(pool), quota(pollutant, pool)),
    ports.permits.additions(pool, pollutant, query),
  ]);
  return accept({ response: { availableTonnes: plain(position.available), items: items.map(additionView), ...rest } });
}
