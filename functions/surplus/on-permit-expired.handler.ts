import { openTable } from "../../shared/store/table.ts";
import { factsHandler } from "../../shared/streams/functions.ts";
import { closeExpiredStorages } from "./close-expired-storages.ts";
import { surplus } from "./deployment.ts";
import { surplusStore } from "./store.ts";

/** A permit has expired: ends the surplus of it that was stored. */
export const handler = factsHandler(surplus.functions["surplus-expire"], ({ dynamo, clock, tables }) => {
  const ports = { dynamo, clock, own: surplusStore(openTable(dynamo, tables.Surplus)) };
  return { "permit-expired": (fact) => closeExpiredStorages(ports, fact) };
});
