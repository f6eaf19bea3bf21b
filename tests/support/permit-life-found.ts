import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import { type Line, lineCodec } from "../../functions/allocations/rows.ts";
import { plain, zero } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { dueCodec } from "../../shared/ledger/dues.ts";
import { holdCodec, positionCodec } from "../../shared/ledger/rows.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import type { Engine } from "./engine.ts";
import type { LifeIds, PermitLifeWorld } from "./permit-life-world.ts";

type Item = Record<string, AttributeValue>;

/** Facts of the contexts, out of the tables of a life, by scans that product code never makes. */
export async function factsOfLife({ dynamo, tables }: Engine): Promise<Fact[]> {
  const read = [tables.Allocations, tables.Cash, tables.Permits, tables.Surplus].map((table) => itemsOf(dynamo, table));
  return (await Promise.all(read))
    .flat()
    .filter(({ sk }) => sk?.S === "fact")
    .map(decodeFact);
}

/** All that tables say of a life, in the words of the reference: positions, lines, dues and cash; and faults in how they agree. */
export async function foundLife({
  engine,
  ids,
}: PermitLifeWorld): Promise<{ readonly found: readonly string[]; readonly faults: readonly string[] }> {
  const { dynamo, tables } = engine;
  const read = [tables.Ledger, tables.Allocations, tables.Surplus].map((table) => itemsOf(dynamo, table));
  const [ledger = [], rows = [], surplus = []] = await Promise.all(read);
  const named = namesIn(ids);
  const places = new Map<string, typeof zero>();
  const add = (place: string, tonnes: typeof zero): void => void places.set(place, (places.get(place) ?? zero).plus(tonnes));
  const heldRows = new Map<string, typeof zero>();
  const found: string[] = [];
  const faults: string[] = [];
  for (const item of ledger) {
    const kind = item.sk?.S?.split("#")[0];
    if (kind === "hold") {
      const { account, instrument, purpose, remaining, state } = holdCodec.decode(item);
      const key = `${account} ${instrument} ${purpose}`;
      if (state === "pending") heldRows.set(key, (heldRows.get(key) ?? zero).plus(remaining));
    } else if (kind === "due") {
      const { dueId, amount, payBy, reserved } = dueCodec.decode(item);
      const [plan = "", site = "", number] = dueId.slice("allocation.".length).split(".");
      found.push(`due ${named(plan)}.${named(site)}.${number} ${plain(amount)} by ${payBy}: ${plain(reserved)}`);
    }
  }
  for (const item of ledger.filter(({ sk }) => sk?.S?.startsWith("position#"))) {
    const { account, instrument, available, held, heldFor } = positionCodec.decode(item);
    const [kind = "", id = ""] = account.split(":");
    const [name = "", pollutant = "", , year = ""] = instrument.split("/");
    let byPurpose = zero;
    for (const [purpose, tonnes] of Object.entries(heldFor)) {
      byPurpose = byPurpose.plus(tonnes);
      const ofRows = heldRows.get(`${account} ${instrument} ${purpose}`) ?? zero;
      if (purpose !== "due" && !ofRows.eq(tonnes))
        faults.push(`${account} ${instrument} ${purpose}: ${plain(tonnes)}, holds ${plain(ofRows)}`);
    }
    if (!byPurpose.eq(held)) faults.push(`${account} ${instrument}: ${plain(held)} held, by purpose ${plain(byPurpose)}`);
    if (kind === "cap") add(`cap ${pollutant} ${year}`, available);
    else if (kind === "reserve") add(`reserve ${pollutant}`, available);
    else if (kind === "retired") add(`retired ${instrument}`, available);
    else if (kind === "party" && named(id) !== id) add(`cash ${named(id)}`, available);
    else if (kind === "site" && name === "permit") {
      add(`site:${named(id)} ${instrument} free`, available);
      for (const [purpose, tonnes] of Object.entries(heldFor)) add(`site:${named(id)} ${instrument} ${purpose}`, tonnes);
    } else if (kind === "plan" || kind === "allocation") add(`${kind}:${named(id)} ${instrument}`, available.plus(held));
  }
  for (const [place, tonnes] of places) if (!tonnes.isZero()) found.push(`${place} = ${plain(tonnes)}`);
  for (const item of rows.filter(({ sk }) => sk?.S?.startsWith("line#"))) found.push(lineFound(lineCodec.decode(item), named));
  for (const { sk, certificateId, openTonnes } of surplus.filter(({ sk }) => sk?.S === "certificate"))
    found.push(`${sk?.S} ${ids.certificates.indexOf(certificateId?.S ?? "")} covers ${openTonnes?.N}`);
  for (const { sk, storageId, remainingTonnes } of surplus.filter(({ sk }) => sk?.S === "storage"))
    found.push(`${sk?.S} ${ids.storages.indexOf(storageId?.S ?? "")} has ${remainingTonnes?.N}`);
  return { found: found.sort(), faults };
}

/** The names of a life for ids: numbers of sites, their holders, plans, and allocations of both. */
export function namesIn(ids: LifeIds): (id: string) => string {
  const numbers = new Map<string, string>([
    ...ids.sites.flatMap(({ siteId, partyId }, number) => [[siteId, String(number)] as const, [partyId, String(number)] as const]),
    ...ids.plans.map((planId, number) => [planId, String(number)] as const),
  ]);
  return (id) =>
    id
      .split(".")
      .map((part) => numbers.get(part) ?? part)
      .join(".");
}

function lineFound({ planId, siteId, state, instalments }: Line, named: (id: string) => string): string {
  const standing = instalments.map((each) => {
    const lacking = (each.unsecured ?? [])
      .filter(({ tonnes }) => tonnes.gt(0))
      .map(({ pollutant, tonnes }) => ` lacks ${plain(tonnes)} ${pollutant}`);
    return `${each.number} ${each.state}${lacking.join("")}`;
  });
  return `line ${named(planId)}.${named(siteId)}: ${state} ${standing.join(", ")}`;
}

async function itemsOf(dynamo: Engine["dynamo"], TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  let after: Item | undefined;
  do {
    const page = await dynamo.send(new ScanCommand({ TableName, ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }));
    items.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after);
  return items;
}
