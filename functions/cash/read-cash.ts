import type { Call } from "../../shared/http/api-handler.ts";
import { city } from "../../shared/kernel/areas.ts";
import { formatFen, sum } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { mainAccount, partyAccount, stripesOf } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { type ScopedCaller, scopeOf } from "../../shared/members/scope.ts";
import type { cashEndpoints } from "./contract.ts";
import { lineView } from "./lines/book-line.ts";
import type { CashPorts } from "./ports.ts";
import { memberOfRefund, refundView } from "./refunds/refund-facts.ts";
import { housesList, suspenseList } from "./store.ts";

/** The caller's own cash. */
export async function readOwnCash(ports: CashPorts, { caller }: Call<typeof cashEndpoints.readOwnCash>) {
  return accept({ response: await positionView(ports, partyAccount(caller.partyId)) });
}

/** A member's cash, for the operator. */
export async function readMemberCash(ports: CashPorts, { params }: Call<typeof cashEndpoints.readMemberCash>) {
  const party = await ports.members.party(params.partyId);
  return party ? accept({ response: await positionView(ports, partyAccount(party.partyId)) }) : refuse({ code: "not-found" });
}

/** A house account: the sum of its stripes and its main account. */
export async function readHouseCash({ ledger }: CashPorts, { params }: Call<typeof cashEndpoints.readHouseCash>) {
  const main = mainAccount(params.house);
  const positions = await Promise.all([main, ...stripesOf(params.house)].map((account) => ledger.position(account, CNY)));
  return accept({
    response: {
      account: params.house,
      available: formatFen(sum(positions.map(({ available }) => available))),
      held: formatFen(sum(positions.map(({ held }) => held))),
      swept: formatFen(sum(positions.slice(0, 1).map(({ available }) => available))),
    },
  });
}

/** Bank lines: a member's own, or for the operator those of a member or of the house accounts. */
export async function listBookings({ own }: CashPorts, { caller, query }: Call<typeof cashEndpoints.listBookings>) {
  const list = listIn(caller, query.partyId, housesList);
  if (list === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.lines(list, query);
  return accept({ response: { items: items.map(lineView), ...rest } });
}

/** Lines that wait to be assigned or returned. */
export async function listSuspense({ own }: CashPorts, { query }: Call<typeof cashEndpoints.listSuspense>) {
  const { items, ...rest } = await own.lines(suspenseList, query);
  return accept({ response: { items: items.map(lineView), ...rest } });
}

/** A refund, for its member and the operator. */
export async function readRefund({ own }: CashPorts, { caller, params }: Call<typeof cashEndpoints.readRefund>) {
  const refund = await own.refund(params.refundId);
  const partyId = refund && memberOfRefund(refund);
  const seen = refund && scopeOf(caller, ["operator"]).sees({ ...(partyId && { partyId }), areas: [city] });
  return seen ? accept({ response: refundView(refund) }) : refuse({ code: "not-found" });
}

/** Refunds: a member's own, or for the operator those of a member or of money in suspense. */
export async function listRefunds({ own }: CashPorts, { caller, query }: Call<typeof cashEndpoints.listRefunds>) {
  const list = listIn(caller, query.partyId, suspenseList);
  if (list === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.refunds(list, query);
  return accept({ response: { items: items.map(refundView), ...rest } });
}

/** The bank accounts that a member's money came from. */
export async function listOrigins({ own }: CashPorts, { caller, query }: Call<typeof cashEndpoints.listOrigins>) {
  const { partyId = caller.partyId } = query;
  if (!scopeOf(caller, ["operator"]).sees({ partyId, areas: [city] })) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.origins(partyId, query);
  const origins = items.map(({ accountNumber, name, received, refunded }) => ({
    ...{ accountNumber, name },
    received: formatFen(received),
    refunded: formatFen(refunded),
  }));
  return accept({ response: { items: origins, ...rest } });
}

/** The list that a caller asks for: a member's own; for the operator any member's, or `otherwise`. Undefined if it is not the caller's. */
function listIn(caller: ScopedCaller, wanted: string | undefined, otherwise: string): string | undefined {
  const scope = scopeOf(caller, ["operator"]);
  const partyId = wanted ?? (scope.area ? undefined : caller.partyId);
  if (partyId === undefined) return otherwise;
  return scope.sees({ partyId, areas: [city] }) ? partyAccount(partyId) : undefined;
}

async function positionView({ ledger }: CashPorts, account: string) {
  const { available, held } = await ledger.position(account, CNY);
  return { account, available: formatFen(available), held: formatFen(held) };
}
