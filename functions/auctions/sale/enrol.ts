import type { Call } from "../../../shared/http/api-handler.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import { need } from "../../../shared/permits/instruments.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { depositFor } from "../auction.ts";
import { type auctionsEndpoints, auctionsFacts } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import type { Auction, Enrolment } from "../rows.ts";
import { sellerOf } from "../sellers/sellers.ts";
import { areasOfTrade, tradeParticulars } from "../trade.ts";
import { enrolmentView } from "../views.ts";
import { depositNotCovered, type EnrolmentRefusal, firstRefusal, needTooSmall } from "./eligibility-rules.ts";
import { type EnrolmentCase, loadCase } from "./enrolment-case.ts";
import { exceptionsStated } from "./lot-limits.ts";

type EnrolCall = Call<typeof auctionsEndpoints.enrol>;

/**
 * Enrols a member's site with a certified need: one transaction holds the need and the deposit and creates the enrolment. The auction is
 * only read, not part of the transaction, because all bidders share it; enrolment ends early enough that none is in flight at the close. The
 * trading limits, too, are those of this moment: what the bureau states later changes nothing of it.
 */
export function enrol(ports: AuctionsPorts, call: EnrolCall) {
  const { own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof enrolmentView>, EnrolmentRefusal>(ports, call, async () => {
    const loaded = await loadCase(ports, caller, { ...params, ...body });
    if (!loaded.ok) return loaded;
    const refusal = firstRefusal(loaded.value);
    if (refusal) return { ok: false, refusal };
    const { auction, party, enrolmentId, tonnes, at, earlier } = loaded.value;
    const enrolment: Enrolment = {
      ...{ auctionId: auction.auctionId, enrolmentId, tonnes },
      ...asOfNow(loaded.value),
      group: party.associateGroup ?? caller.partyId,
      ...(await groupOfSeller(ports, auction)),
      deposit: depositFor(auction.terms, tonnes),
      needHoldId: newId(at),
      depositHoldId: newId(at),
      state: "enrolled",
      enrolledAt: at,
      // What was withdrawn may be enrolled anew: the version tells the two apart.
      version: (earlier?.version ?? 0) + 1,
    };
    const writes = [own.enrolmentPut(enrolment), ...statements(ports, call, loaded.value, enrolment)];
    return accept({ response: enrolmentView(enrolment), writes });
  });
}

/** The group of whoever sells pledged tonnes, as it is now. */
async function groupOfSeller({ members }: Pick<AuctionsPorts, "members">, { pledged }: Auction) {
  if (!pledged) return {};
  const seller = await members.party(pledged.pledgorId);
  return { sellerGroup: seller?.associateGroup ?? pledged.pledgorId };
}

/** What an enrolment keeps of buyer, site and need, as they are now. */
function asOfNow({ party, site, certified }: EnrolmentCase) {
  const { partyId, name: partyName, creditCode } = party;
  const { siteId, name: siteName, area: siteArea, licenceNumber } = site;
  const { project, projectName, eiaNumber, letterNumber, letterDate, offsetRatio, offsetGround } = required(certified, "certified need");
  return {
    ...{ partyId, partyName, creditCode, siteId, siteName, siteArea, licenceNumber },
    ...{ project, projectName, eiaNumber, letterNumber, letterDate, offsetRatio: decimal(offsetRatio), offsetGround },
  };
}

/** The fact of an enrolment, and the ledger entry that holds its need and its deposit. */
function statements({ own, ledger }: AuctionsPorts, { caller }: EnrolCall, each: EnrolmentCase, enrolment: Enrolment) {
  const { auction, transfer } = each;
  const { enrolmentId, partyId, siteId, project, tonnes, deposit, enrolledAt } = enrolment;
  const { lot } = auction.terms;
  const envelope = factEnvelopeOf(caller, enrolledAt, { parties: [partyId], areas: areasOfTrade(auction.terms, enrolment) });
  const entry = ledger.newEntry<EnrolmentRefusal>({ ...envelope, cause: { kind: "enrolment", reference: enrolmentId } });
  entry.hold({
    holdId: enrolment.needHoldId,
    account: siteAccount(siteId),
    instrument: need(lot.pollutant, project),
    quantity: tonnes,
    purpose: "need",
    shortage: needTooSmall(each),
  });
  if (deposit.gt(0)) {
    entry.hold({
      holdId: enrolment.depositHoldId,
      account: partyAccount(partyId),
      instrument: CNY,
      quantity: deposit,
      purpose: "deposit",
      beneficiary: sellerOf(auction).beneficiary(auction.terms),
      shortage: depositNotCovered(each),
    });
  }
  const limitExceptions = exceptionsStated(transfer);
  const data = { ...tradeParticulars(auction, enrolment), ...(limitExceptions.length > 0 && { limitExceptions }) };
  return [own.state(auctionsFacts.enrolmentMade, { ...envelope, data }), ...entry.writes()];
}
