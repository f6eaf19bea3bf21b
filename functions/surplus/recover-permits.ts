import type { Call } from "../../shared/http/api-handler.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import { sum, zero } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { mainAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { sourceOf } from "../../shared/permits/surplus-rules.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type surplusEndpoints, surplusFacts } from "./contract.ts";
import { owesNothing } from "./fee-debt.ts";
import { priced } from "./payment.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import { beneficiariesOf, holdsOf, type Part, partsOf, takingOf, waitingIn } from "./recovery-parts.ts";
import { areasOf, holderOf, namesOf, permitParts } from "./site-permit.ts";
import type { Recovery } from "./store.ts";
import { orderedView, recoveryView, type WaitingRecoveryView } from "./views.ts";

/**
 * Orders a recovery, if its site has what is recovered and the fund can pay what is not free. The order states what waits; a job
 * takes the permits one by one, and the rest as it becomes free. Sites outside the regulator's area are `not-found`.
 */
export function recoverPermits(ports: SurplusPorts, call: Call<typeof surplusEndpoints.recoverPermits>) {
  const { clock, own, members } = ports;
  const { caller, body } = call;
  const { partyId, siteId, ground, reason, documentNumber, paidPermits, cut } = body;
  return runCommand<WaitingRecoveryView, SurplusRefusal>(ports, call, async () => {
    const [party, site] = await Promise.all([members.party(partyId), members.site(partyId, siteId)]);
    if (!party || !site || !scopeOf(caller).answersFor(site.area)) return refuse({ code: "not-found" });
    const open = await own.openRecovery(siteId);
    if (open)
      return refuse({
        code: "recovery-open",
        ...namesOf(holderOf(party, site)),
        recoveryId: open.recoveryId,
        source: sourceOf("recovery"),
      });
    const at = clock.now();
    const ordered = { ground, reason, documentNumber, paidPermits, ...(cut && { cutInstrument: cut.instrument, cutTonnes: cut.tonnes }) };
    const nothingYet = { recoveredTonnes: zero, paidCny: zero, state: "open", orderedAt: at, version: 1 } as const;
    const draft = { ...holderOf(party, site), ...ordered, ...nothingYet };
    const parts = await partsOf(ports, draft);
    const source = sourceOf("recovery");
    if (parts.length === 0) return refuse({ code: "nothing-to-recover", source, ...namesOf(draft) });
    const holds = holdsOf(parts);
    if (cut && holds.lt(cut.tonnes)) return refuse({ code: "cut-above-held", source, tonnes: cut.tonnes, holds });
    const unknown = paidPermits.find((permit) => !parts.some(({ instrument }) => instrument === permit));
    if (unknown !== undefined) return refuse({ code: "holder-has-no-such-permit", siteId, instrument: unknown });
    const paid = await paidButNotNamed(ports, draft, parts);
    if (paid) return refuse({ code: "permit-was-paid", source, feeSource: sourceOf("paid-permits"), siteId, ...paid });
    const payable = paidPermits.length === 0 ? accept(undefined) : await checkFund(ports, draft, parts, at);
    if (!payable.ok) return payable;
    const waiting = waitingIn(parts, draft);
    const areas = parts.flatMap(({ instrument }) => areasOf({ ...permitParts(instrument), area: site.area }));
    const parties = [...new Set([partyId, ...beneficiariesOf(waiting)])];
    const envelope = factEnvelopeOf(caller, at, { parties, areas: [...new Set(areas)] });
    const recovery: Recovery = { ...draft, recoveryId: envelope.factId };
    return accept({
      response: { ...recoveryView(recovery), waiting },
      writes: [
        own.recoveryPut(recovery),
        own.openRecoveryPut(recovery),
        ...paidPermits.map((instrument) => owesNothing(ports, siteId, instrument)),
        own.state(surplusFacts.recoveryOrdered, { ...envelope, data: { ...orderedView(recovery), waiting } }),
      ],
    });
  });
}

/** A permit among these that an allocation delivered to the site for a fee, and that the order does not name as paid for. */
async function paidButNotNamed(
  { allocations }: SurplusPorts,
  { siteId, paidPermits }: Omit<Recovery, "recoveryId">,
  parts: readonly Part[],
) {
  const free = new Set(parts.map(({ instrument }) => instrument).filter((instrument) => !paidPermits.includes(instrument)));
  if (free.size === 0) return undefined;
  return (await allocations.paidPermits(siteId)).find(({ instrument }) => free.has(instrument));
}

/** Whether the fund can pay for what would be taken now. */
async function checkFund(
  ports: SurplusPorts,
  recovery: Omit<Recovery, "recoveryId">,
  parts: readonly Part[],
  at: Instant,
): Promise<Outcome<undefined, SurplusRefusal>> {
  const amounts = [];
  for (const part of parts.filter(({ instrument }) => recovery.paidPermits.includes(instrument))) {
    const { paidTonnes } = takingOf(part, recovery);
    const offer = await priced(ports, permitParts(part.instrument), paidTonnes, at);
    if (!offer.ok) return offer;
    amounts.push(offer.value.amount);
  }
  const required = sum(amounts);
  const { available } = await ports.ledger.position(mainAccount("buy-back"), CNY);
  if (available.lt(required)) return refuse({ code: "buy-back-fund-too-small", source: sourceOf("buy-back"), required, available });
  return accept(undefined);
}
