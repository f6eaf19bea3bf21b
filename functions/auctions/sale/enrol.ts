import type * as z from "zod";
import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import type { Party } from "../../../shared/members/members.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { need } from "../../../shared/permits/instruments.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { decodeFact, factEnvelopeOf, factKey } from "../../../shared/store/fact-store.ts";
import { needFactId, permitsFacts } from "../../permits/contract.ts";
import { depositFor } from "../auction.ts";
import { type auctionsEndpoints, auctionsFacts } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { type Auction, type Enrolment, enrolmentIdOf } from "../rows.ts";
import { areasOfTrade, tradeParticulars } from "../trade.ts";
import { enrolmentView } from "../views.ts";
import { checkEnrolmentOpen, checkLotFits, checkSiteUsable, checkTonnes } from "./enrolment-rules.ts";

type EnrolCall = Call<typeof auctionsEndpoints.enrol>;

/**
 * Enrols a member's site with a certified need: one transaction holds the need and the deposit and creates the enrolment. The auction is
 * only read, not part of the transaction, because all bidders share it; enrolment ends early enough that none is in flight at the close.
 */
export function enrol(ports: AuctionsPorts, call: EnrolCall) {
  const { own, clock, members } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof enrolmentView>, AuctionsRefusal>(ports, call, async () => {
    const enrolmentId = enrolmentIdOf(params.auctionId, caller.partyId, body.project);
    const [auction, party, earlier] = await Promise.all([
      own.auction(params.auctionId),
      members.party(caller.partyId),
      own.enrolment({ ...params, enrolmentId }),
    ]);
    if (!auction || !party) return refuse({ code: "not-found" });
    const at = clock.now();
    const checked = await checkEnrolment(ports, call, auction, party, at);
    if (!checked.ok) return checked;
    if (earlier && earlier.state !== "withdrawn") return refuse({ code: "already-enrolled", enrolmentId });
    const { tonnes } = body;
    const enrolment: Enrolment = {
      ...{ auctionId: auction.auctionId, enrolmentId, tonnes },
      ...asOfNow(party, checked.value),
      group: party.associateGroup ?? caller.partyId,
      deposit: depositFor(auction.terms, tonnes),
      needHoldId: newId(at),
      depositHoldId: newId(at),
      state: "enrolled",
      enrolledAt: at,
      // What was withdrawn may be enrolled anew: the version tells the two apart.
      version: (earlier?.version ?? 0) + 1,
    };
    const writes = [own.enrolmentPut(enrolment), ...statements(ports, call, auction, enrolment)];
    return accept({ response: enrolmentView(enrolment), writes });
  });
}

/** The site and the certified need that an enrolment is made with. */
interface Basis {
  readonly site: Site;
  readonly need: z.output<typeof permitsFacts.needCertified.data>;
}

/** What an enrolment keeps of buyer, site and need, as they are now. */
function asOfNow({ partyId, name: partyName, creditCode }: Party, { site, need }: Basis) {
  const { siteId, name: siteName, area: siteArea, licenceNumber } = site;
  const { project, projectName, eiaNumber, letterNumber, letterDate, offsetRatio, offsetGround } = need;
  return {
    ...{ partyId, partyName, creditCode, siteId, siteName, siteArea, licenceNumber },
    ...{ project, projectName, eiaNumber, letterNumber, letterDate, offsetRatio: decimal(offsetRatio), offsetGround },
  };
}

/** Checks every condition of enrolling; returns the site and the need. */
async function checkEnrolment(
  { members, permits }: AuctionsPorts,
  { caller, body }: EnrolCall,
  auction: Auction,
  party: Party,
  at: string,
): Promise<Outcome<Basis, AuctionsRefusal>> {
  const open = checkEnrolmentOpen(auction, at);
  if (!open.ok) return open;
  if (party.exclusions.length > 0) return refuse({ code: "member-excluded", exclusions: party.exclusions });
  const { pollutant } = auction.terms.lot;
  const [site, fact] = await Promise.all([
    members.site(caller.partyId, body.siteId),
    permits.read(factKey(needFactId(pollutant, body.project)), decodeFact),
  ]);
  if (!site) return refuse({ code: "not-found" });
  const usable = checkSiteUsable(site, dayOf(at));
  if (!usable.ok) return usable;
  const fits = checkLotFits(auction.terms, site);
  if (!fits.ok) return fits;
  const certified = fact && permitsFacts.needCertified.data.parse(fact.data);
  if (certified?.siteId !== site.siteId) return refuse({ code: "need-not-for-site", project: body.project, pollutant });
  // A need counts where it was certified, also after its site was corrected.
  const { pool } = auction.terms.lot;
  if (certified.pool !== pool) return refuse({ code: "lot-not-for-site", rule: "needPool", lot: pool, site: certified.pool });
  const tonnes = checkTonnes(auction.terms, body.tonnes);
  return tonnes.ok ? accept({ site, need: certified }) : tonnes;
}

/** The fact of an enrolment, and the ledger entry that holds its need and its deposit. */
function statements({ own, ledger }: AuctionsPorts, { caller }: EnrolCall, auction: Auction, enrolment: Enrolment) {
  const { enrolmentId, partyId, siteId, project, tonnes, deposit, enrolledAt } = enrolment;
  const { lot } = auction.terms;
  const envelope = factEnvelopeOf(caller, enrolledAt, { parties: [partyId], areas: areasOfTrade(auction.terms, enrolment) });
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
  const data = tradeParticulars(auction, enrolment);
  return [own.state(auctionsFacts.enrolmentMade, { ...envelope, data }), ...entry.writes()];
}
