import type { Call } from "../../shared/http/api-handler.ts";
import { city } from "../../shared/kernel/areas.ts";
import { formatFen, sum } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { mainAccount, partyAccount, stripesOf } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { bookingView } from "./book-line.ts";
import type { cashEndpoints } from "./contract.ts";
import type { CashPorts } from "./ports.ts";

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

/** Bookings: a member's own, or for the operator those of a member or of the house accounts. */
export async function listBookings({ own }: CashPorts, { caller, query }: Call<typeof cashEndpoints.listBookings>) {
  const scope = scopeOf(caller, ["operator"]);
  const partyId = query.partyId ?? (scope.area ? undefined : caller.partyId);
  if (partyId && !scope.sees({ partyId, areas: [city] })) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.bookings(partyId ? partyAccount(partyId) : mainAccount("treasury"), query);
  return accept({ response: { items: items.map(bookingView), ...rest } });
}

async function positionView({ ledger }: CashPorts, account: string) {
  const { available, held } = await ledger.position(account, CNY);
  return { account, available: formatFen(available), held: formatFen(held) };
}
