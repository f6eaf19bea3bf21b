import type { Caller } from "../../../shared/http/caller.ts";
import { comparableName } from "../../../shared/kernel/legal-name.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { RefusalOf } from "../../../shared/kernel/problem.ts";
import { readAccount, siteAccount } from "../../../shared/ledger/account.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import type { CollateralPorts } from "../ports.ts";
import type { PositionName } from "../register/rows.ts";
import type { Asked } from "./asked.ts";
import { isCertificateNumber } from "./certificate.ts";
import { comparableNumber } from "./comparable-number.ts";
import type { FoundParty } from "./findable.ts";
import type { FoundAsset } from "./look-up.ts";
import type { searchProblems } from "./problems.ts";
import { foundBy } from "./store.ts";

/** Dependencies of finding what a question is about. */
export type ResolvePorts = Pick<CollateralPorts, "own" | "members">;

/** What a question leads to: one position, an account of a member, or the partitions that list positions. */
export interface Target {
  /** Entities that bear or bore the name; none unless it was asked by name. */
  readonly entities: readonly FoundParty[];
  readonly partitions: readonly string[];
  readonly position?: PositionName;
  readonly account?: { readonly partyId: string; readonly account: string };
  /** What it is about, where that is what another certificate was about. */
  readonly about?: Asked;
  /** Whether an asset was found by what is asked as of then, and not only by what came later. */
  readonly concerns: (asset: FoundAsset) => boolean;
}

/** Entities of one name that are looked at; one bears it as a rule. */
const mostEntities = 20;
const everything = () => true;
const nothing: Target = { entities: [], partitions: [], concerns: everything };

/** What a question leads to; `onlyCode` leaves of a name's bearers only this one. */
export async function resolve(ports: ResolvePorts, asked: Asked, onlyCode?: string): Promise<Target> {
  const { own, members } = ports;
  const { by, value, instrument } = asked;
  switch (by) {
    case "creditCode":
      return byCodes([value], []);
    case "name": {
      const { items } = await own.namedSo(value, { limit: mostEntities });
      const entities = items.filter(({ creditCode }) => onlyCode === undefined || creditCode === onlyCode);
      return byCodes(
        entities.map(({ creditCode }) => creditCode),
        entities,
      );
    }
    case "account":
      return byAccount(ports, value, instrument);
    case "site":
      return byAccount(ports, siteAccount(value), instrument);
    case "licence": {
      const [holder] = await members.holdersOf([value]);
      return holder ? byAccount(ports, siteAccount(holder.siteId), instrument) : nothing;
    }
    case "unit":
      return { ...nothing, partitions: [foundBy.unit(value)] };
    case "number": {
      const certified = isCertificateNumber(value) ? await own.certificate(value) : undefined;
      // A certificate leads to what it was about, as it stands now. What it was about is never again a certificate: see `about` of its row.
      if (certified) return { ...(await resolve(ports, certified.about, certified.onlyCode)), about: certified.about };
      const number = comparableNumber(value);
      return { ...nothing, partitions: [foundBy.number(value)], concerns: ({ numbers }) => numbers.has(number) };
    }
  }
}

function byCodes(codes: readonly string[], entities: readonly FoundParty[]): Target {
  return { entities, partitions: codes.map(foundBy.code), concerns: (asset) => codes.some((code) => asset.codes.has(code)) };
}

async function byAccount({ members }: ResolvePorts, account: string, instrument: string | undefined): Promise<Target> {
  if (instrument !== undefined) return { ...nothing, position: { account, instrument } };
  const { kind, id } = readAccount(account);
  const partyId = kind === "party" ? id : (await members.holder(id))?.partyId;
  return partyId === undefined ? nothing : { ...nothing, account: { partyId, account } };
}

/** A page of the positions that a target leads to. */
export async function positionsOf({ own }: ResolvePorts, target: Target, request: PageRequest): Promise<Page<PositionName>> {
  if (target.position) return { items: [target.position] };
  if (target.account) return own.positionsOfAccount(target.account.partyId, target.account.account, request);
  return target.partitions.length === 0 ? { items: [] } : own.positionsFound(target.partitions, request);
}

/** Whether a caller asks about others: only enterprises may not. `onlyCode` is what its searches are limited to. */
export function onlyOwn({ role, party }: Pick<Caller, "role" | "party">): string | undefined {
  return role === "enterprise" ? party?.creditCode : undefined;
}

/** Checks before anything is read of others that an enterprise asks about itself; what else it may name is checked by what is found. */
export async function checkOwn(
  { members }: ResolvePorts,
  caller: Pick<Caller, "role" | "party" | "partyId">,
  { by, value }: Asked,
): Promise<Outcome<true, RefusalOf<typeof searchProblems>>> {
  const own = onlyOwn(caller);
  if (own === undefined) return accept(true);
  const ownsAccount = (account: string) => isOwn({ members }, caller.partyId, account);
  const asksOfItself: Readonly<Record<Asked["by"], () => boolean | Promise<boolean>>> = {
    creditCode: () => value === own,
    name: () => bears({ members }, caller.partyId, value),
    account: () => ownsAccount(value),
    site: () => ownsAccount(siteAccount(value)),
    licence: async () => {
      const [holder] = await members.holdersOf([value]);
      return holder?.partyId === caller.partyId;
    },
    // By what is found: see `checkFound`.
    unit: everything,
    number: everything,
  };
  return (await asksOfItself[by]()) ? accept(true) : refuse({ code: "search-of-another" });
}

/** Checks that an enterprise owns all that it found by a unit or number; that it found nothing is not for it to know. */
export async function checkFound(
  ports: ResolvePorts,
  caller: Pick<Caller, "role" | "party" | "partyId">,
  { by }: Asked,
  found: readonly PositionName[],
): Promise<Outcome<true, RefusalOf<typeof searchProblems>>> {
  if (onlyOwn(caller) === undefined || (by !== "unit" && by !== "number")) return accept(true);
  const owned = await Promise.all(
    [...new Set(found.map(({ account }) => account))].map((account) => isOwn(ports, caller.partyId, account)),
  );
  return owned.length > 0 && owned.every(Boolean) ? accept(true) : refuse({ code: "search-of-another" });
}

/** Whether a member bears or bore a name. */
async function bears({ members }: Pick<ResolvePorts, "members">, partyId: string, name: string): Promise<boolean> {
  const borne = await members.namesOf(partyId);
  return borne.some((each) => comparableName(each.name) === comparableName(name));
}

async function isOwn({ members }: Pick<ResolvePorts, "members">, partyId: string, account: string): Promise<boolean> {
  const { kind, id } = readAccount(account);
  if (kind === "party") return id === partyId;
  return (await members.site(partyId, id)) !== undefined;
}
