import type { Call } from "../../../shared/http/api-handler.ts";
import { decimal, formatFen, plain } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import type { Party } from "../../../shared/members/members.ts";
import { need } from "../../../shared/permits/instruments.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { decodeFact, factEnvelopeOf, factKey } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { needFactId, permitsFacts } from "../../permits/contract.ts";
import { areaOfLot, depositFor } from "../auction.ts";
import { type auctionsEndpoints, auctionsFacts } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { type Auction, type Enrolment, enrolmentIdOf } from "../rows.ts";
import { enrolmentView } from "../views.ts";
import { checkEnrolmentOpen, checkLotFits, checkTonnes } from "./enrolment-rules.ts";

type EnrolCall = Call<typeof auctionsEndpoints.enrol>;

/**
 * Enrols a member's site with a certified need: one transaction holds the need and the deposit and creates the enrolment. The auction is
 * only read, not part of the transaction, because all bidders share it; enrolment ends early enough that none is in flight at the close.
 */
export function enrol(ports: AuctionsPorts, call: EnrolCall) {
  const { own, clock, members } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof enrolmentView>, AuctionsRefusal>(ports, call, async () => {
    const [auction, party] = await Promise.all([own.auction(params.auctionId), members.party(caller.partyId)]);
    if (!auction || !party) return refuse({ code: "not-found" });
    const at = clock.now();
    const offsetRatio = await checkEnrolment(ports, call, auction, party, at);
    if (!offsetRatio.ok) return offsetRatio;
    const { tonnes, siteId, project } = body;
    const enrolment: Enrolment = {
      ...{ auctionId: auction.auctionId, partyId: caller.partyId, partyName: party.name, siteId, project, tonnes },
      enrolmentId: enrolmentIdOf(auction.auctionId, caller.partyId, project),
      group: party.associateGroup ?? caller.partyId,
      offsetRatio: decimal(offsetRatio.value),
      deposit: depositFor(auction.terms, tonnes),
      needHoldId: newId(at),
      depositHoldId: newId(at),
      state: "enrolled",
      enrolledAt: at,
      version: 1,
    };
    const enrolled: WriteFragment<AuctionsRefusal> = {
      ...own.enrolmentPut(enrolment),
      failure: { code: "already-enrolled", enrolmentId: enrolment.enrolmentId },
    };
    return accept({ response: enrolmentView(enrolment), writes: [enrolled, ...statements(ports, call, auction, enrolment)] });
  });
}

/** Checks every condition of enrolling; returns the offset ratio of the need. */
async function checkEnrolment(
  { members, permits }: AuctionsPorts,
  { caller, body }: EnrolCall,
  auction: Auction,
  party: Party,
  at: string,
): Promise<Outcome<string, AuctionsRefusal>> {
  const open = checkEnrolmentOpen(auction, at);
  if (!open.ok) return open;
  if (party.exclusions.length > 0) return refuse({ code: "member-excluded", exclusions: party.exclusions });
  const { pollutant } = auction.terms.lot;
  const [site, fact] = await Promise.all([
    members.site(caller.partyId, body.siteId),
    permits.read(factKey(needFactId(pollutant, body.project)), decodeFact),
  ]);
  if (!site) return refuse({ code: "not-found" });
  const fits = checkLotFits(auction.terms, site);
  if (!fits.ok) return fits;
  const certified = fact && permitsFacts.needCertified.data.parse(fact.data);
  if (certified?.siteId !== site.siteId) return refuse({ code: "need-not-for-site", project: body.project, pollutant });
  const tonnes = checkTonnes(auction.terms, body.tonnes);
  return tonnes.ok ? accept(certified.offsetRatio) : tonnes;
}

/** The fact of an enrolment, and the ledger entry that holds its need and its deposit. */
function statements({ own, ledger }: AuctionsPorts, { caller }: EnrolCall, { terms }: Auction, enrolment: Enrolment) {
  const { auctionId, enrolmentId, partyId, siteId, project, tonnes, deposit, enrolledAt } = enrolment;
  const { title, lot } = terms;
  const envelope = factEnvelopeOf(caller, enrolledAt, { parties: [partyId], areas: [areaOfLot(terms)] });
  const entry = ledger.newEntry<AuctionsRefusal>({ ...envelope, cause: { kind: "enrolment", reference: enrolmentId } });
  entry.hold({
    holdId: enrolment.needHoldId,
    account: siteAccount(siteId),
    instrument: need(lot.pollutant, project),
    quantity: tonnes,
    purpose: "need",
    shortage: { code: "need-too-small", tonnes, project },
  });
  if (deposit.gt(0)) {
    entry.hold({
      holdId: enrolment.depositHoldId,
      account: partyAccount(partyId),
      instrument: CNY,
      quantity: deposit,
      purpose: "deposit",
      beneficiary: "treasury",
      shortage: { code: "deposit-not-covered", deposit },
    });
  }
  const data = { auctionId, enrolmentId, partyId, title, siteId, project, tonnes: plain(tonnes), deposit: formatFen(deposit) };
  return [own.state(auctionsFacts.enrolmentMade, { ...envelope, data }), ...entry.writes()];
}
