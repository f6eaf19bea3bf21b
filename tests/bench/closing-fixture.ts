import { bidSheets } from "../../functions/auctions/bidding/bid-sheets.ts";
import { enrolmentIdOf } from "../../functions/auctions/rows.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyAccount, siteAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { type Hold, positionCodec, positionKey } from "../../shared/ledger/rows.ts";
import { holdPut } from "../../shared/ledger/writes.ts";
import { type Party, partyCodec, partyKey } from "../../shared/members/members.ts";
import { need } from "../../shared/permits/instruments.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { type Item, keyOf, putItems } from "../../shared/store/client.ts";
import { openTable } from "../../shared/store/table.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type AuctionHouse, openAuctionHouse, usualTerms } from "../support/auction-house.ts";

const project = "bench";
const deposit = decimal("1200");
const plenty = decimal("1000000000");
const lot = { ...usualTerms.lot, firstMonth: "2036-01", lastMonth: "2036-12" };
const putsAtOnce = 8;

/** An auction house whose auctions are filled by plain puts: enrolments, sheets and holds as commands leave them, but far faster. */
export interface ClosingFixture {
  readonly house: AuctionHouse;
  /** Auctions of so many tonnes in each of which so many bidders have bid for a tonne. The clock stands behind their close. */
  closing(auctions: number, bidders: number, tonnes: number): Promise<string[]>;
}

/** Opens the house with members enough for `bidders`. */
export async function openClosingFixture(bidders: number): Promise<ClosingFixture> {
  const house = await openAuctionHouse("2027-03-02T01:00:00.000Z");
  const { dynamo, tables } = house.engine;
  const sheets = bidSheets(dynamo, openTable(dynamo, tables.Bidding));
  const put = async (table: string, items: readonly Item[]): Promise<void> => {
    const parts = Array.from({ length: Math.ceil(items.length / 100) }, (_, part) => items.slice(part * 100, (part + 1) * 100));
    await eachAtOnce(parts, putsAtOnce, (part) => putItems(dynamo, table, part));
  };
  const members = Array.from({ length: bidders }, (_, number) => ({ partyId: `p${number}`, siteId: `s${number}`, number }));
  const position = (account: string, instrument: string): Item => ({
    ...keyOf(positionKey(account, instrument)),
    ...positionCodec.encode({ account, instrument, available: plenty, held: plenty, heldFor: {}, entries: 1 }),
  });
  await put(
    tables.Parties,
    members.map(({ partyId }) => ({ ...keyOf(partyKey(partyId)), ...partyCodec.encode(partyOf(partyId)) })),
  );
  await put(
    tables.Ledger,
    members.flatMap(({ partyId, siteId }) => [
      position(partyAccount(partyId), CNY),
      position(siteAccount(siteId), need(lot.pollutant, project)),
    ]),
  );
  const reserve = { tonnes: "900000", source: "initial-reserve", documentNumber: "EZ-BENCH" };
  const ask = { as: house.regulator, method: "POST", path: "/permits/reserves/ezhou/SO2", body: reserve } as const;
  await house.call(ask);
  const cap = { tonnes: "9000000", documentNumber: "EZ-BENCH" };
  await house.call({ as: house.regulator, method: "PUT", path: "/permits/caps/ezhou/SO2/2036", body: cap });

  return {
    house,
    async closing(auctions, count, tonnes) {
      const now = house.clock.now();
      const schedule = { opensAt: plusSeconds(now, 60), enrolsUntil: plusSeconds(now, 3_600), closesAt: plusSeconds(now, 7_200) };
      const terms = { ...usualTerms, lot: { ...lot, quantity: String(tonnes) } };
      const auctionIds: string[] = [];
      for (let number = 0; number < auctions; number += 1) {
        const answer = await house.call({ as: house.operator, method: "POST", path: "/auctions", body: { terms, schedule } });
        auctionIds.push(String(required(answer.body.auctionId, "an announced auction")));
      }
      const rows = auctionIds.flatMap((auctionId) => members.slice(0, count).map((member) => rowsOf(auctionId, member, now)));
      await put(
        tables.Auctions,
        rows.map(({ enrolment }) => itemOf(house.ports.own.enrolmentPut(enrolment))),
      );
      await put(
        tables.Bidding,
        rows.map(({ auctionId, sheet }) => itemOf(sheets.sheetPut(auctionId, sheet, "none"))),
      );
      await put(
        tables.Ledger,
        rows.flatMap(({ holds }) => holds.map((hold) => itemOf(holdPut("", hold)))),
      );
      house.clock.moveTo(plusSeconds(now, 7_210));
      return auctionIds;
    },
  };
}

/** An admitted enterprise. */
function partyOf(partyId: string): Party {
  const registered = {
    area: "420700",
    registeredAt: "2026-01-01T00:00:00.000Z",
    representative: "张三",
    version: 1,
    people: 1,
    representatives: 1,
    secondPersonFor: [],
  } as const;
  return { ...registered, partyId, name: partyId, creditCode: partyId, type: "enterprise", standing: "admitted", exclusions: [] };
}

/** What enrolling and bidding leave of one member. Identifiers follow from the auction, so that calls can be replayed on another one. */
function rowsOf(
  auctionId: string,
  { partyId, siteId, number }: { readonly partyId: string; readonly siteId: string; readonly number: number },
  at: string,
) {
  const enrolmentId = enrolmentIdOf(auctionId, partyId, project);
  const [needHoldId, depositHoldId] = [`need-${auctionId}-${number}`, `deposit-${auctionId}-${number}`];
  const tonne = decimal("1");
  const enrolment = {
    ...{ auctionId, enrolmentId, partyId, partyName: partyId, creditCode: "11420700MB00000195", group: partyId },
    ...{ siteId, siteName: siteId, siteArea: "420704", licenceNumber: "11420700MB00000195001P" },
    ...{ project, projectName: project, eiaNumber: "EIA", letterNumber: "L", letterDate: "2026-01-05" },
    ...{ tonnes: tonne, offsetRatio: tonne, offsetGround: "stated-in-letter" },
    ...({ deposit, needHoldId, depositHoldId, state: "enrolled", enrolledAt: at, version: 1 } as const),
  };
  const step = { bidId: `bid-${auctionId}-${number}`, price: decimal(String(4000 + 10 * (number % 97))), quantity: tonne };
  const sheet = {
    ...({ enrolmentId, partyId, state: "open", tonnes: tonne, version: 1, steps: [step], receivedAt: plusSeconds(at, 60) } as const),
    ...{ receiptSalt: "0".repeat(32), receiptHash: sha256(enrolmentId) },
  };
  const pending = { state: "pending", version: 1 } as const;
  const holds: readonly Hold[] = [
    {
      ...{ holdId: needHoldId, account: siteAccount(siteId), instrument: need(lot.pollutant, project), quantity: tonne, remaining: tonne },
      ...{ purpose: "need", ...pending },
    },
    {
      ...{ holdId: depositHoldId, account: partyAccount(partyId), instrument: CNY, quantity: deposit, remaining: deposit },
      ...{ purpose: "deposit", beneficiary: "treasury", ...pending },
    },
  ];
  return { auctionId, enrolment, sheet, holds };
}

function itemOf({ write }: WriteFragment<never>): Item {
  return required(write.Put?.Item, "item of a put");
}
