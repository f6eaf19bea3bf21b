import type { Call } from "../../shared/http/api-handler.ts";
import { decimal, formatFen, plain } from "../../shared/kernel/decimal.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { partyAccount, siteAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { CNY, need } from "../../shared/ledger/instrument.ts";
import type { Party } from "../../shared/members/members.ts";
import { getItem } from "../../shared/store/client.ts";
import { runCommand } from "../../shared/store/command.ts";
import { decodeFact, factKey, factWrite } from "../../shared/store/fact-store.ts";
import { needFactId, permitsFacts } from "../permits/contract.ts";
import { areaOfLot, depositFor } from "./auction.ts";
import { type auctionsEndpoints, auctionsFacts } from "./contract.ts";
import { checkEnrolmentOpen, checkLotFits, checkTonnes } from "./enrolment.ts";
import type { AuctionsPorts } from "./ports.ts";
import type { AuctionsRefusal } from "./refusals.ts";
import { type Auction, type Enrolment, enrolmentIdOf, enrolmentPut } from "./store.ts";

type EnrolCall = Call<typeof auctionsEndpoints.enrol>;

/** An enrolment as its member sees it. */
export function enrolmentView(enrolment: Enrolment) {
  const { auctionId, enrolmentId, partyId, siteId, project, tonnes, offsetRatio, deposit, state, enrolledAt } = enrolment;
  return {
    ...{ auctionId, enrolmentId, partyId, siteId, project, state, enrolledAt },
    tonnes: plain(tonnes),
    offsetRatio: plain(offsetRatio),
    deposit: formatFen(deposit),
  };
}

/**
 * Enrols a member's site with a certified need: one transaction holds the need and the deposit and creates the enrolment. The auction, which
 * everybody shares, is read and not put into it; enrolment ends so early that none is in flight at the close.
 */
export function enrol(ports: AuctionsPorts, call: EnrolCall) {
  const { caller, params, body, key } = call;
  const { tables, clock, auctions, dynamo } = ports;
  const command = { table: tables.Auctions, party: caller.partyId, operation: "enrol", key, input: { params, body } };
  return runCommand<ReturnType<typeof enrolmentView>, AuctionsRefusal>({ dynamo, clock }, command, async () => {
    const [auction, party] = await Promise.all([auctions.auction(params.auctionId), ports.members.party(caller.partyId)]);
    if (!auction || !party) return refuse({ code: "not-found" });
    const at = clock.now();
    const offsetRatio = await checkEnrolment(ports, call, auction, party, at);
    if (!offsetRatio.ok) return offsetRatio;
    const { tonnes, siteId, project } = body;
    const enrolment: Enrolment = {
      ...{ auctionId: auction.auctionId, partyId: caller.partyId, partyName: party.name, siteId, project, tonnes },
      enrolmentId: enrolmentIdOf(auction.auctionId, caller.partyId),
      group: party.associateGroup ?? caller.partyId,
      offsetRatio: decimal(offsetRatio.value),
      deposit: depositFor(auction.terms, tonnes),
      needHoldId: newId(at),
      depositHoldId: newId(at),
      state: "enrolled",
      enrolledAt: at,
      version: 1,
    };
    const exists: AuctionsRefusal = { code: "already-enrolled", enrolmentId: enrolment.enrolmentId };
    return accept({
      response: enrolmentView(enrolment),
      writes: [
        { ...enrolmentPut(tables.Auctions, enrolment), failure: exists },
        ...enrolmentEntries(ports, auction, enrolment, caller.subject),
      ],
    });
  });
}

/** The offset ratio of the need to enrol with, when everything allows it. */
async function checkEnrolment(
  { members, dynamo, tables }: AuctionsPorts,
  { caller, body }: EnrolCall,
  auction: Auction,
  party: Party,
  at: string,
): Promise<Outcome<string, AuctionsRefusal>> {
  const open = checkEnrolmentOpen(auction, at);
  if (!open.ok) return open;
  if (party.exclusions.length > 0) return refuse({ code: "member-excluded", exclusions: party.exclusions });
  const { pollutant } = auction.terms.lot;
  const [site, item] = await Promise.all([
    members.site(caller.partyId, body.siteId),
    getItem(dynamo, tables.Permits, factKey(needFactId(pollutant, body.project))),
  ]);
  if (!site) return refuse({ code: "not-found" });
  const fits = checkLotFits(auction.terms, site);
  if (!fits.ok) return fits;
  const certified = item && permitsFacts.needCertified.data.parse(decodeFact(item).data);
  if (certified?.siteId !== site.siteId) return refuse({ code: "need-not-for-site", project: body.project, pollutant });
  const tonnes = checkTonnes(auction.terms, body.tonnes);
  return tonnes.ok ? accept(certified.offsetRatio) : tonnes;
}

/** Need and deposit held, and the fact. */
function enrolmentEntries({ tables }: AuctionsPorts, auction: Auction, enrolment: Enrolment, actor: string) {
  const { auctionId, enrolmentId, partyId, siteId, project, tonnes, deposit, enrolledAt } = enrolment;
  const { title, lot } = auction.terms;
  const envelope = { factId: newId(enrolledAt), occurredAt: enrolledAt, actor, parties: [partyId], area: areaOfLot(auction.terms) };
  const entry = new LedgerEntry<AuctionsRefusal>(tables.Ledger, { ...envelope, cause: { kind: "enrolment", reference: enrolmentId } });
  entry.hold({
    holdId: enrolment.needHoldId,
    account: siteAccount(siteId),
    instrument: need(lot.pollutant, project),
    quantity: tonnes,
    purpose: "need",
    otherwise: { code: "need-too-small", tonnes, project },
  });
  if (deposit.gt(0)) {
    entry.hold({
      holdId: enrolment.depositHoldId,
      account: partyAccount(partyId),
      instrument: CNY,
      quantity: deposit,
      purpose: "deposit",
      beneficiary: "treasury",
      otherwise: { code: "deposit-not-covered", deposit },
    });
  }
  const data = { auctionId, enrolmentId, partyId, title, siteId, project, tonnes: plain(tonnes), deposit: formatFen(deposit) };
  return [factWrite(tables.Auctions, auctionsFacts.enrolmentMade, { ...envelope, data }), ...entry.writes()];
}
