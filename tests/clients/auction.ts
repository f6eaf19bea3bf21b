import { createHash, randomUUID } from "node:crypto";
import type { components } from "./dist/api.ts";
import { type Client, clientOf, done, type Exchange, entered, key, refusal } from "./exchange.ts";

type Schemas = components["schemas"];
/** An enterprise that takes part, and how to call the API as it. */
interface Bidder {
  readonly api: Client;
  readonly partyId: string;
  readonly siteId: string;
  readonly project: string;
}
/** What the program saw, in the types of the description. */
export interface SeenAuction {
  readonly bulletin: Schemas["Bulletin"];
  readonly confirmation: Schemas["Confirmation"];
  /** State of the award of the winner that paid later. */
  readonly settled: Schemas["AwardState"] | undefined;
  /** What it was refused, in order: codes of problems and messages of the gateway. */
  readonly refusals: readonly string[];
}

const minute = 60_000;
const year = 365 * 24 * 60 * minute;
const lot = { pollutant: "SO2", pool: "ezhou" } as const;

/** Holds a whole auction as an integrator does who has nothing but the description: from registration to payment. */
export async function holdAuction(exchange: Exchange): Promise<SeenAuction> {
  const at = (milliseconds: number): string => new Date(exchange.now() + milliseconds).toISOString();
  const yearOf = (offset: number): string => at(offset * year).slice(0, 4);
  const as = (persona: string): Client => clientOf(exchange, persona);
  const [operator, bureau] = [as("operator"), as("bureau")];
  const refusals: string[] = [];

  refusals.push(refusal(await clientOf(exchange).GET("/parties/own")));
  await register(operator, { name: "Exchange of Ezhou", creditCode: "12420700MB0000035P", type: "operator", area: "420700" });
  await pair(exchange, "operator");
  const bureauId = await register(bureau, { name: "Bureau of Ecology", creditCode: "11420700MB00000195", type: "bureau", area: "420700" });
  const admission = { admitted: true, reason: "documents checked" };
  const ofBureau = { params: { path: { partyId: bureauId }, header: key() }, body: admission };
  const { requestId } = entered(await operator.POST("/parties/{partyId}/admission", ofBureau));
  const approval = { params: { path: { requestId }, header: key() } };
  done(await as("operator-second").POST("/parties/requests/{requestId}/approval", approval));
  await pair(exchange, "bureau");

  const mill = await join("mill", "Yangtze Paper Mill", "91420700MA0000015E", "100000.00");
  // Just enough for the deposit: it has to pay the rest of its award.
  const steel = await join("steel", "Echeng Steel", "91420700MA00000239", "7200.00");
  const twice = { name: "Another name", creditCode: "91420700MA0000015E", type: "enterprise", area: "420704" } as const;
  refusals.push(refusal(await mill.api.POST("/parties", { params: { header: key() }, body: { ...twice, representative: "Liu Yang" } })));
  await provide();

  const auctionId = await announce();
  for (const { api, siteId, project } of [mill, steel]) {
    const body = { siteId, project, tonnes: "6" };
    done(await api.POST("/auctions/{auctionId}/enrolments", { params: { path: { auctionId }, header: key() }, body }));
  }
  await exchange.moveClock(exchange.now() + 20 * minute);
  refusals.push(refusal(await bid(mill, [{ price: "4395", quantity: "4" }])));
  done(
    await bid(mill, [
      { price: "4390", quantity: "4" },
      { price: "4200", quantity: "2" },
    ]),
  );
  done(await bid(steel, [{ price: "4300", quantity: "6" }]));
  await exchange.moveClock(exchange.now() + 150 * minute);

  const bulletin = done(await clientOf(exchange).GET("/auctions/{auctionId}/bulletin", { params: { path: { auctionId } } }));
  const path = { auctionId, enrolmentId: await enrolmentOf(mill) };
  const confirmation = done(await mill.api.GET("/auctions/{auctionId}/enrolments/{enrolmentId}/confirmation", { params: { path } }));
  const settled = await pay();
  return { bulletin, confirmation, settled, refusals };

  /** Registers, is admitted, has its site confirmed and pays cash in. */
  async function join(persona: string, name: string, creditCode: string, amount: string): Promise<Bidder> {
    const api = as(persona);
    const partyId = await register(api, { name, creditCode, type: "enterprise", area: "420704" });
    done(await operator.POST("/parties/{partyId}/admission", { params: { path: { partyId }, header: key() }, body: admission }));
    const [licenceValidFrom, licenceValidUntil] = [`${yearOf(0)}-01-01`, `${yearOf(4)}-12-31`];
    const particulars = { area: "420704", basin: "yangtze-ezhou", sourceClass: "industrial", licenceValidFrom, licenceValidUntil } as const;
    const site = { name: "Works 1", licenceNumber: `${creditCode}001P`, ...particulars };
    const { siteId } = done(await api.POST("/sites", { params: { header: key() }, body: site }));
    done(await bureau.POST("/sites/{siteId}/confirmation", { params: { path: { siteId }, header: key() }, body: particulars }));
    const bidder = { api, partyId, siteId, project: `${persona}-1` };
    await payIn(bidder, name, amount);
    return bidder;
  }

  async function payIn({ partyId, project }: Bidder, payerName: string, amount: string): Promise<void> {
    const line = { bankReference: randomUUID(), creditedAt: at(0), payerName, payerAccount: `42050110-${project}` };
    done(await operator.POST("/cash/receipts", { params: { header: key() }, body: { partyId, amount, ...line } }));
  }

  /** Caps by two persons, the reserve, and what each project may buy. */
  async function provide(): Promise<void> {
    const document = { documentNumber: "EZ-2026-1" };
    for (const offset of [1, 2, 3, 4, 5]) {
      const cap = { path: { ...lot, year: yearOf(offset) }, header: key() };
      const request = entered(
        await bureau.PUT("/permits/caps/{pool}/{pollutant}/{year}", { params: cap, body: { tonnes: "500", ...document } }),
      );
      const params = { path: { requestId: request.requestId }, header: key() };
      done(await as("bureau-second").POST("/permits/requests/{requestId}/approval", { params }));
    }
    const reserve = { tonnes: "50", source: "initial-reserve", ...document } as const;
    done(await bureau.POST("/permits/reserves/{pool}/{pollutant}", { params: { path: lot, header: key() }, body: reserve }));
    for (const { partyId, siteId, project } of [mill, steel]) {
      const need = { projectName: "New line", kind: "new-project", pollutant: lot.pollutant, tonnes: "6", offsetRatio: "1" } as const;
      const letter = { offsetGround: "quality-attained", letterNumber: "EZ-3", letterDate: "2026-01-15", eiaNumber: "EZ-EIA-1" } as const;
      const body = { partyId, siteId, project, ...need, ...letter };
      done(await bureau.POST("/permits/needs", { params: { header: key() }, body }));
    }
  }

  async function announce(): Promise<string> {
    const terms: Schemas["TermsInput"] = {
      ...{
        title: "SO2 permits of Ezhou",
        documentNumber: "EZ-2026-5",
        seller: { name: "Bureau of Ecology", creditCode: "11420700MB00000195" },
      },
      ...{ pricing: "pay-as-bid", basePrice: "4000", depositRate: "0.3", feeRate: "0.005", paymentWorkingDays: 5 },
      ...{ priceTick: "10", quantityStep: "0.001", minimumBidders: 2, revision: { rule: "free", maximumQuotes: 10 } },
      lot: { ...lot, firstMonth: `${yearOf(1)}-01`, lastMonth: `${yearOf(5)}-12`, quantity: "8" },
    };
    const schedule = { opensAt: at(10 * minute), enrolsUntil: at(60 * minute), closesAt: at(120 * minute) };
    const auction = done(await operator.POST("/auctions", { params: { header: key() }, body: { terms, schedule } }));
    if (auction.phase !== "enrolling") throw new Error(`enrolment does not begin at once: ${auction.phase}`);
    return auction.auctionId;
  }

  /** Id of the enrolment, as its owner finds it. */
  async function enrolmentOf({ api }: Bidder): Promise<string> {
    const { items } = done(await api.GET("/auctions/own/enrolments", { params: { query: { auctionId } } }));
    const [enrolment] = items;
    if (!enrolment) throw new Error("not enrolled");
    return enrolment.enrolmentId;
  }

  async function bid(bidder: Bidder, steps: Schemas["BidStep"][]) {
    const params = { path: { auctionId, enrolmentId: await enrolmentOf(bidder) }, header: key() };
    return bidder.api.PUT("/auctions/{auctionId}/enrolments/{enrolmentId}/bid", { params, body: { steps } });
  }

  /** Pays the award of the steelworks, which its cash does not cover: it is settled when money comes in. */
  async function pay(): Promise<Schemas["AwardState"] | undefined> {
    const { items } = done(await steel.api.GET("/auctions/own/dues"));
    const [due] = items;
    if (!due) throw new Error("nothing is due");
    const path = { auctionId, enrolmentId: due.enrolmentId };
    const payment = { params: { path, header: key() } };
    refusals.push(refusal(await steel.api.POST("/auctions/{auctionId}/enrolments/{enrolmentId}/payment", payment)));
    await payIn(steel, "Echeng Steel", due.toPay);
    await exchange.moveClock(exchange.now() + minute);
    return done(await steel.api.GET("/auctions/{auctionId}/enrolments/{enrolmentId}", { params: { path } })).award?.state;
  }
}

async function register(api: Client, party: Pick<Schemas["Party"], "name" | "creditCode" | "type" | "area">): Promise<string> {
  const body = { ...party, representative: "Wang Min" };
  return done(await api.POST("/parties", { params: { header: key() }, body })).partyId;
}

/** Gives a member its second person, who approves what the first one enters. */
async function pair(exchange: Exchange, persona: string): Promise<void> {
  const letter = { sha256: createHash("sha256").update("letter of authority").digest("hex"), from: "2026-01-01", until: "2039-12-31" };
  const body = { subject: `persona-${persona}-second`, personName: "Zhang Ying", function: "approver", letter } as const;
  const { invitationId } = done(await clientOf(exchange, persona).POST("/parties/own/invitations", { params: { header: key() }, body }));
  const acceptance = { params: { path: { invitationId }, header: key() } };
  done(await clientOf(exchange, `${persona}-second`).POST("/parties/invitations/{invitationId}/acceptance", acceptance));
}
