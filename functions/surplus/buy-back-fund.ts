import type { Call } from "../../shared/http/api-handler.ts";
import { city } from "../../shared/kernel/areas.ts";
import { formatFen } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { mainAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type surplusEndpoints, surplusFacts } from "./contract.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import type { FundingView } from "./views.ts";

/** Moves proceeds of the treasury to the fund that pays for buy-backs. The city's bureau alone does: the treasury is the city's. */
export function fundBuyBacks(ports: SurplusPorts, call: Call<typeof surplusEndpoints.fundBuyBacks>) {
  const { clock, own, ledger } = ports;
  const { caller, body } = call;
  const { amount, documentNumber } = body;
  return runCommand<FundingView, SurplusRefusal>(ports, call, async () => {
    if (!scopeOf(caller).answersFor(city)) return refuse({ code: "city-only", area: caller.area });
    const treasury = mainAccount("treasury");
    const { available } = await ledger.position(treasury, CNY);
    if (available.lt(amount)) return refuse({ code: "treasury-too-small", required: amount, available });
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [], areas: [city] });
    const funding = { fundingId: envelope.factId, amount: formatFen(amount), documentNumber };
    const entry = ledger.newEntry<SurplusRefusal>({ ...envelope, cause: { kind: "buy-back-fund", reference: funding.fundingId } });
    entry.transfer({ instrument: CNY, from: treasury, to: mainAccount("buy-back"), quantity: amount });
    return accept({
      response: funding,
      writes: [own.state(surplusFacts.buyBackFunded, { ...envelope, data: funding }), ...entry.writes()],
    });
  });
}

/** What the fund can pay. */
export async function readBuyBackFund({ ledger }: SurplusPorts) {
  const { available } = await ledger.position(mainAccount("buy-back"), CNY);
  return accept({ response: { availableCny: formatFen(available) } });
}
