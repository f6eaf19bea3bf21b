import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Verdict } from "../../bin/commands/verify/verdict.ts";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { blockReader } from "../../functions/records/sealing/blocks.ts";
import { headReader } from "../../functions/records/sealing/heads.ts";
import { seal } from "../../functions/records/sealing/seal.ts";
import { signHeads } from "../../functions/records/sealing/sign-heads.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { headerHashOf } from "../../shared/records/chain.ts";
import { firstPlace, nextLine } from "../../shared/records/evidence-bag.ts";
import type { Bucket } from "../../shared/store/objects.ts";
import { openTable } from "../../shared/store/table.ts";
import { type Bidder, givenUnpaidAward } from "../support/auction-house.ts";
import { ecovalue } from "../support/ecovalue.ts";
import { givenMember } from "../support/members.ts";
import { type ExportsWorld, exportsWorld } from "../support/record-exports.ts";
import { openRecordedHouse, type RecordedHouse } from "../support/recorded-house.ts";
import { signingKey } from "../support/sealing.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Json = Record<string, unknown>;
const day = 24 * 3_600;
/** What lines of a bag say that its tests rewrite. */
interface Told {
  readonly manifest: string;
  readonly result: string;
  readonly fact: Json & { readonly data: Json };
  readonly block: Json;
  readonly entries: readonly Json[];
  readonly record: Json;
  readonly link: Json;
  readonly head: Json & { readonly n: number };
}
const purpose = "Inspection of 2026";
const key = signingKey();
const stepsOf = (receipt?: Json) => receipt?.steps as readonly Json[];

/** Seals what is recorded, and signs the heads of the days that are over, as the jobs do. */
async function sealed({ engine: { dynamo, tables }, clock }: RecordedHouse): Promise<void> {
  const [seals, records] = [openTable(dynamo, tables.Seals), openTable(dynamo, tables.Records)];
  const missing = (recordId: string) => {
    throw new Error(recordId);
  };
  await seal({ dynamo, clock, seals, records, told: [], missing });
  const archive: Bucket = { read: async () => "", putOnce: async (_key, text) => text };
  const readers = { blocks: blockReader(seals, records), heads: headReader(seals) };
  await signHeads({ dynamo, clock, seals, ...readers, archive, signer: key, warn: () => undefined });
}

describe("the evidence bag of an auction", () => {
  let house: RecordedHouse;
  let world: ExportsWorld;
  let auctionId: string;
  let lines: string[];
  let folder: string;
  let winner: Bidder;
  const receipts: Json[] = [];
  const early: { status: number; body: unknown }[] = [];

  beforeAll(async () => {
    folder = temporaryFolder("evidence");
    house = await openRecordedHouse("2027-03-01T01:00:00.000Z");
    world = await exportsWorld(house.clock.now(), house.engine);
    auctionId = await house.announce({ ties: "draw" }, { reservePrice: { price: "4000", confidential: true } });
    const bidders = await Promise.all(Array.from({ length: 5 }, () => house.bidder()));
    winner = required(bidders[0], "bidder");
    const [, poor, loser, excluded, leaver] = bidders as [Bidder, Bidder, Bidder, Bidder, Bidder];
    for (const bidder of bidders) await house.enrol(auctionId, bidder, "5");
    const withdrawal = { as: leaver.subject, method: "POST", path: `/auctions/${auctionId}/enrolments` } as const;
    const { body } = await house.call({ as: leaver.subject, method: "GET", path: "/auctions/own/enrolments" });
    const [{ enrolmentId }] = body.items as [{ enrolmentId: string }];
    await house.call({ ...withdrawal, path: `${withdrawal.path}/${enrolmentId}/withdrawal` });
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    receipts.push((await house.bid(auctionId, winner, [["4500", "2"]])).body);
    receipts.push(
      (
        await house.bid(auctionId, winner, [
          ["4510", "3"],
          ["4310", "2"],
        ])
      ).body,
    );
    receipts.push((await house.bid(auctionId, poor, [["4390", "5"]])).body);
    receipts.push((await house.bid(auctionId, loser, [["4100", "1"]])).body);
    receipts.push((await house.bid(auctionId, excluded, [["4600", "5"]])).body);
    const exclusion = { path: `/parties/${excluded.partyId}/exclusions`, body: { list: "dishonest-debtor", documentNumber: "EZ-9" } };
    await house.call({ as: house.operator, method: "POST", ...exclusion });
    await house.record();
    early.push(await ask(house.operator));
    await house.close(auctionId);
    await house.settle(auctionId);
    const objecting = {
      as: loser.subject,
      method: "POST",
      path: `/auctions/${auctionId}/objections`,
      body: { grounds: "our bid came first" },
    };
    await house.call(objecting as never);
    const answering = {
      path: `/auctions/${auctionId}/objections/${loser.partyId}/answer`,
      body: { upheld: false, reason: "ranked by price", documentNumber: "EZ-9" },
    };
    await house.call({ as: house.operator, method: "POST", ...answering });
    await house.record();
    early.push(await ask(house.operator));
    house.clock.moveTo(plusSeconds(house.clock.now(), day));
    await sealed(house);
    lines = await bagOf(house.operator);
  }, 120_000);

  function ask(as: string, of = auctionId, body: object = { purpose }) {
    world.clock.moveTo(house.clock.now());
    return world.call({ as, method: "POST", path: `/records/auctions/${of}/evidence`, body });
  }
  async function bagOf(as: string): Promise<string[]> {
    const { status, body, text } = await ask(as);
    if (status !== 201) throw new Error(text);
    const { exportId } = body as { exportId: string };
    await world.work();
    const { state } = await world.read(as, exportId);
    expect(state).toBe("ready");
    return String(await world.download(as, exportId))
      .trimEnd()
      .split("\n");
  }
  async function verify(of: readonly string[], beside: { receipt?: unknown; head?: unknown } = {}) {
    const words = ["verify"];
    for (const [option, value] of Object.entries(beside)) {
      const path = join(folder, `${option}.json`);
      writeFileSync(path, JSON.stringify(value));
      words.push(`--${option}`, path);
    }
    const { out, errors, code } = await ecovalue(words, `${of.join("\n")}\n`);
    return { code, errors, verdict: out === "" ? undefined : (JSON.parse(out) as Verdict) };
  }
  /** The lines with their places made to fit again, as somebody who changes everything would. */
  function fitted(of: readonly string[]): string[] {
    const [heading = "", ...rest] = of;
    let place = firstPlace(JSON.parse(heading));
    return [
      heading,
      ...rest.map((text) => {
        const { n: _n, chain: _chain, ...content } = JSON.parse(text);
        const line = nextLine(place, content);
        place = line.place;
        return line.text;
      }),
    ];
  }
  const at = (holds: string) => {
    const index = lines.findIndex((line) => line.includes(holds));
    if (index < 1) throw new Error(`no line holds ${holds}`);
    return index;
  };
  const changed = (index: number, change: (text: string) => string) => lines.map((line, each) => (each === index ? change(line) : line));

  /** The lines with what one of them says changed. */
  const rewritten = (index: number, change: (content: Told) => object) =>
    changed(index, (line) => JSON.stringify({ ...JSON.parse(line), ...change(JSON.parse(line) as Told) }));
  /** A header whose hash is made to fit again, as somebody who changes everything would. */
  const rehashed = (header: Json) => ({ ...header, hash: headerHashOf(header as never) });
  /** The lines with one of them twice. */
  const twice = (index: number) => lines.toSpliced(index, 0, required(lines[index], "line"));
  /** The lines with what a fact says changed. */
  const inFact = (holds: string, data: object) =>
    rewritten(at(holds), ({ fact }) => ({ fact: { ...fact, data: { ...fact.data, ...data } } }));
  /** The lines with the sealed book or the result changed. */
  const inBook = (change: (book: { readonly enrolments: readonly Json[] }) => object) =>
    rewritten(at('"manifest":'), ({ manifest }) => ({ manifest: JSON.stringify(change(JSON.parse(manifest))) }));
  const inResult = (change: (result: { readonly awards: readonly Json[] }) => object) =>
    rewritten(at('"result":'), ({ result }) => ({ result: JSON.stringify(change(JSON.parse(result))) }));
  const lastLink = () => lines.findLastIndex((line) => line.includes('"link":'));
  const headLine = () => lines.length - 2;

  it("verifies with the head of the exchange, tells what it holds, and is the same whoever asks for it again", async () => {
    const head = JSON.parse(required(lines.at(-2), "head")).head;
    const { code, verdict, errors } = await verify(lines, { head });
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(verdict).toMatchObject({ kind: "evidence-bag", subject: auctionId, verified: true });
    expect(verdict?.recomputed).toMatchObject({ open: "0", enrolments: "5", objections: "1", records: "2" });
    expect(await bagOf(house.regulator)).toEqual(lines);
  });

  it("proves to a bidder that its bid was cleared, at its places", async () => {
    const { code, verdict } = await verify(lines, { receipt: receipts[1] });
    expect({ code, receipt: verdict?.recomputed.receipt }).toEqual({
      code: 0,
      receipt: expect.stringMatching(/^in the cleared book: bid \d, \d of 4$/),
    });
  });

  it.each([
    ["a bid that was revised", () => receipts[0], /another bid of its enrolment was sealed: quote 2, and the receipt is of quote 1/],
    ["a bid that was left out", () => receipts[4], /its member was excluded \(dishonest-debtor\)/],
    [
      "another price",
      () => ({ ...receipts[3], steps: [{ ...stepsOf(receipts[3])[0], price: "4600" }] }),
      /it was altered, or is another auction's/,
    ],
    ["another salt", () => ({ ...receipts[3], receiptSalt: "00" }), /it was altered, or is another auction's/],
    ["a bid of another", () => ({ ...receipts[3], receiptHash: receipts[2]?.receiptHash }), /it was altered, or is another auction's/],
  ])("says no to a receipt of %s, and why", async (_what, receipt, why) => {
    const { code, errors, verdict } = await verify(lines, { receipt: receipt() });
    expect({ code, errors }).toEqual({ code: 3, errors: expect.stringMatching(why) });
    expect(verdict?.checks.filter(({ holds }) => !holds)).toEqual([{ check: "receipt", holds: false }]);
  });

  it.each<[string, () => string[], RegExp]>([
    ["altered", () => inFact("enrolment-made", { deposit: "1.00" }), /^this line was altered/],
    ["dropped", () => lines.toSpliced(7, 1), /^line 8 was dropped ·/],
    ["dropped with others", () => lines.toSpliced(7, 3), /^line 8 was dropped, and 2 more/],
    ["repeated", () => lines.toSpliced(9, 0, required(lines[4], "line")), /^this line was inserted/],
    ["moved back", () => lines.toSpliced(5, 1).toSpliced(12, 0, required(lines[5], "line")), /^line 6 was moved/],
    ["moved ahead", () => lines.toSpliced(12, 1).toSpliced(5, 0, required(lines[12], "line")), /^line 13 was moved/],
    ["cut off", () => lines.slice(0, -1), /^the file ends before its last line/],
    ["added behind the end", () => [...lines, required(lines[3], "line")], /^this line was inserted/],
  ])("names the first line that was %s", async (_what, alter, says) => {
    const { code, verdict } = await verify(alter());
    expect({ code, said: verdict?.differences[0]?.detail }).toEqual({ code: 3, said: expect.stringMatching(says) });
  });

  it.each<[string, () => string[], RegExp]>([
    ["a digit of a bid", () => changed(at('"manifest":'), (line) => line.replace("4510", "4520")), /receiptHash/],
    ["a digit of the result", () => changed(at('"result":'), (line) => line.replace("4510", "4520")), /\/result\/awards/],
    [
      "the seed's hash in the notice",
      () => changed(at("auction-announced"), (line) => line.replace(/"seedHash":"./, '"seedHash":"x')),
      /the hash of the seed .* is not what the notice committed to/,
    ],
    [
      "the reserve price's hash in the notice",
      () => changed(at("auction-announced"), (line) => line.replace(/"reservePriceHash":"./, '"reservePriceHash":"x')),
      /the hash of the reserve price/,
    ],
    [
      "the fact of another auction",
      () => changed(at("award-settled"), (line) => line.replace(`"auctionId":"${auctionId}"`, '"auctionId":"another"')),
      /is of another auction/,
    ],
    ["a settlement that is missing", () => lines.toSpliced(at('"factType":"award-settled"'), 2), /neither settled nor in default/],
    [
      "the amount of a settlement",
      () => changed(at('"factType":"award-settled"'), (line) => line.replace(/"data":{"amount":"[^"]*"/, '"data":{"amount":"1"')),
      /is not that of the result/,
    ],
    [
      "a deposit that was not held",
      () => changed(at('"kind":"enrolment"'), (line) => line.replace(/"held":"\d+[^"]*"/, '"held":"1"')),
      /its fact says/,
    ],
    [
      "an enrolment that is missing",
      () => lines.toSpliced(at('"factType":"enrolment-made"'), 2),
      /was made 0 times and withdrawn [01] times: a fact of it is missing/,
    ],
    ["an objection that is missing", () => lines.toSpliced(at("result-objection-raised"), 1), /did not raise so: its fact is missing/],
    ["a sealed record", () => changed(at('"record":'), (line) => line.replace(/"amount":"(\d)/, '"amount":"9$1')), /was altered/],
    ["a sealed record that is missing", () => lines.toSpliced(at('"record":'), 1), /was dropped/],
    [
      "a block of the chain",
      () => changed(at('"link":'), (line) => line.replace(/"count":\d+/, '"count":9')),
      /was changed: its hash is another/,
    ],
    [
      "the signature",
      () => changed(lines.length - 2, (line) => line.replace(/"madeAt":"2027/, '"madeAt":"2028')),
      /the signature of the head/,
    ],
    [
      "facts that changed places",
      () =>
        lines.toSpliced(at("auction-announced"), 1).toSpliced(at("auction-cleared"), 0, required(lines[at("auction-announced")], "line")),
      /the fact \S+ is out of order/,
    ],
    ["a second notice", () => twice(at("auction-announced")), /does not say what a auction-announced says here/],
    ["a second end", () => twice(at("auction-cleared")), /does not say what a auction-cleared says here/],
    ["a second settlement", () => twice(at('"factType":"award-settled"')), /does not say what a award-settled says here/],
    ["a second release", () => twice(at('"factType":"enrolment-released"')), /does not say what a enrolment-released says here/],
    ["a second answer", () => twice(at("result-objection-answered")), /does not say what a result-objection-answered says here/],
    [
      "an enrolment that was made twice",
      () => twice(lines.findIndex((line) => line.includes('"factType":"enrolment-made"') && line.includes(winner.partyId))),
      /was made 2 times and withdrawn 0 times: a fact of it is missing or too many/,
    ],
    ["an enrolment without a deposit", () => inFact("enrolment-made", { deposit: undefined }), /does not say what a enrolment-made says/],
    ["a release of somebody else", () => inFact("enrolment-released", { partyId: "another" }), /does not say what a enrolment-released/],
    ["a settlement of another deposit", () => inFact('"award-settled', { deposit: "1.00" }), /does not say what a award-settled/],
    [
      "an entry of the ledger that is missing",
      () => lines.toSpliced(at('"kind":"enrolment"'), 1),
      /the entry enrolment \S+ of this fact is missing/,
    ],
    ["a notice that is missing", () => lines.toSpliced(at("auction-announced"), 1), /the announcement is missing/],
    ["a book that is missing", () => lines.toSpliced(at('"manifest":'), 1), /the sealed book or the result is missing/],
    ["a book that is none", () => rewritten(at('"manifest":'), () => ({ manifest: "{}" })), /the book or its result can't be read/],
    [
      "an enrolment that is missing from the book",
      () => inBook((book) => ({ ...book, enrolments: book.enrolments.slice(1) })),
      /the enrolment \S+ is missing from the book/,
    ],
    [
      "an enrolment that is another member's in the book",
      () => inBook((book) => ({ ...book, enrolments: book.enrolments.map((each) => ({ ...each, partyName: "another" })) })),
      /the enrolment \S+ is another member's in the book/,
    ],
    [
      "an enrolment that nobody made",
      () => inBook((book) => ({ ...book, enrolments: [...book.enrolments, { ...book.enrolments[0], enrolmentId: "another" }] })),
      /the book has the enrolment another, of which there is no fact/,
    ],
    [
      "the reason of an exclusion",
      () => inBook((book) => ({ ...book, enrolments: book.enrolments.map((each) => ({ ...each, excludedFor: [] })) })),
      /was excluded for other reasons than the book says/,
    ],
    ["the turnover of the clearing", () => inFact("auction-cleared", { turnover: "1.00" }), /says other totals than the result/],
    [
      "an award that is missing from the result",
      () => inResult((result) => ({ ...result, awards: result.awards.slice(0, 1) })),
      /the result has no award of/,
    ],
    [
      "the tonnes of a sealed record",
      () => rewritten(at('"record":'), (line) => ({ ...line, record: { ...line.record, quantity: "99" } })),
      /the sealed record of the award of \S+ says other amounts than its fact/,
    ],
    [
      "a header of a block with its records",
      () => rewritten(at('"block":'), (line) => ({ ...line, block: { ...line.block, previousHash: "" } })),
      /the header of block \d+ was changed/,
    ],
    [
      "the entries of a block",
      () => rewritten(at('"block":'), (line) => ({ ...line, entries: line.entries.map((entry) => ({ ...entry, hash: "" })) })),
      /the entries of block \d+ are not those that were sealed/,
    ],
    [
      "a record of another auction",
      () => rewritten(at('"record":'), (line) => ({ ...line, record: { ...line.record, auctionId: "another" } })),
      /the record \S+ is of another auction/,
    ],
    [
      "a block that is not the chain's",
      () => rewritten(at('"block":'), (line) => ({ ...line, block: rehashed({ ...line.block, previousHash: "" }) })),
      /block \d+ with its records is not the one of the chain/,
    ],
    [
      "a link that does not follow",
      () => {
        const { link } = JSON.parse(required(lines[lastLink()], "link")) as Told;
        const next = rehashed({ ...link, n: Number(link.n) + 1, previousHash: "" });
        return lines.toSpliced(lastLink() + 1, 0, JSON.stringify({ link: next }));
      },
      /block \d+ does not link to block \d+/,
    ],
    [
      "a head of another block",
      () => rewritten(headLine(), (line) => ({ ...line, head: { ...line.head, n: line.head.n + 1 } })),
      /the signed head is of another block than the last one in the file/,
    ],
    [
      "another instant in the first line",
      () => rewritten(0, (line) => ({ ...line, before: "2027-03-01T00:00:00.000Z" })),
      /say different instants/,
    ],
    ["a head that is missing", () => lines.toSpliced(headLine(), 1), /the signed head is missing/],
  ])("finds %s, also where all places were made to fit", async (_what, alter, says) => {
    const altered = alter();
    expect(altered).not.toEqual(lines);
    const { code, verdict } = await verify(fitted(altered));
    expect(code).toBe(3);
    expect(verdict?.differences.map(({ detail }) => detail).join("\n")).toMatch(says);
  });

  it("finds a bag that was forged as a whole, with a key of somebody's own, by a head from elsewhere", async () => {
    const other = signingKey();
    const { head } = JSON.parse(required(lines.at(-2), "head"));
    const { fingerprintOf, signedText } = await import("../../shared/records/signed-head.ts");
    const publicKey = await other.publicKey();
    const { publicKey: _key, signature: _signature, ...statement } = head;
    const said = { ...statement, fingerprint: fingerprintOf(publicKey) };
    const forged = { ...said, publicKey, signature: await other.sign(signedText(said)) };
    const all = fitted(changed(lines.length - 2, (line) => JSON.stringify({ ...JSON.parse(line), head: forged })));
    expect((await verify(all)).code).toBe(0);
    expect((await verify(all, { head })).errors).toContain("signed with another key than the given head");
  });

  it.each<[string, (head: Told["head"]) => object, RegExp]>([
    [
      "whose signature was made for something else",
      (head) => ({ ...head, madeAt: plusSeconds(String(head.madeAt), 1) }),
      /signature of the given head/,
    ],
    ["of a later block", (head) => ({ ...head, n: head.n + 5 }), /the file does not contain block \d+ of the given head/],
    [
      "of another chain",
      (head) => ({ ...head, hash: "0".repeat(64) }),
      /block \d+ in the file is not that of the given head: it is another chain/,
    ],
  ])("is not told genuine by a head %s", async (_what, change, says) => {
    const { head } = JSON.parse(required(lines[headLine()], "head")) as Told;
    const { code, verdict } = await verify(lines, { head: change(head) });
    expect(code).toBe(3);
    expect(verdict?.differences.map(({ detail }) => detail).join("\n")).toMatch(says);
  });

  it("is refused before the end, before its end is sealed, without a purpose, and to whoever is no authority of the pool's area", async () => {
    const [before, unsealed] = early;
    expect(before).toMatchObject({ status: 409, body: { type: "/problems/evidence-before-end" } });
    expect(unsealed).toMatchObject({ status: 409, body: { type: "/problems/evidence-not-sealed" } });
    expect(await ask(house.regulator, auctionId, {})).toMatchObject({ body: { type: "/problems/purpose-missing" } });
    expect(await ask(house.regulator, "none")).toMatchObject({ status: 404 });
    const district = (await givenMember(house.engine, { role: "district", area: "420704" })).subject;
    expect(await ask(district)).toMatchObject({ status: 404 });
    expect(await ask(winner.subject)).toMatchObject({ status: 403 });
  });
});

describe("the evidence bag of an auction that took another course", () => {
  let house: RecordedHouse;
  let world: ExportsWorld;
  beforeAll(async () => {
    house = await openRecordedHouse("2027-03-01T01:00:00.000Z");
    world = await exportsWorld(house.clock.now(), house.engine);
  });

  async function judged(auctionId: string, receipt?: unknown): Promise<Verdict> {
    await house.record();
    house.clock.moveTo(plusSeconds(house.clock.now(), day));
    await sealed(house);
    world.clock.moveTo(house.clock.now());
    const { exportId } = await evidence(auctionId);
    await world.work();
    const folder = temporaryFolder("evidence");
    const [bag, own] = [join(folder, "bag.jsonl"), join(folder, "receipt.json")];
    writeFileSync(bag, await world.download(house.operator, exportId));
    writeFileSync(own, JSON.stringify(receipt ?? {}));
    const { out, errors } = await ecovalue(["verify", bag, ...(receipt === undefined ? [] : ["--receipt", own])]);
    if (out === "") throw new Error(errors);
    return JSON.parse(out) as Verdict;
  }
  async function evidence(auctionId: string): Promise<{ exportId: string }> {
    const path = `/records/auctions/${auctionId}/evidence`;
    const { status, body, text } = await world.call({ as: house.operator, method: "POST", path, body: { purpose } });
    if (status !== 201) throw new Error(text);
    return body as { exportId: string };
  }

  it("counts an award that is still to be paid as open, and verifies again after its default", async () => {
    const poor = await house.bidder({ cash: "20000" });
    const auctionId = await givenUnpaidAward(house, poor);
    expect(await judged(auctionId)).toMatchObject({ verified: true, differences: [], recomputed: { open: "1", records: "0" } });
    for (let days = 0; days < 10; days += 1) {
      house.clock.moveTo(plusSeconds(house.clock.now(), day));
      await house.closeDay();
    }
    await defaultAwards(house.ports);
    expect(await judged(auctionId)).toMatchObject({ verified: true, differences: [], recomputed: { open: "0", records: "1" } });
  });

  it("has a book without awards where nothing was sold, and a receipt says that its bid was in it", async () => {
    const bidder = await house.bidder();
    const auctionId = await house.announce({ minimumBidders: 2 });
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    await house.enrol(auctionId, bidder, "5");
    const { body: receipt } = await house.bid(auctionId, bidder, [["4000", "5"]]);
    await house.close(auctionId);
    await house.settle(auctionId);
    expect(await judged(auctionId, receipt)).toMatchObject({
      ...{ verified: true, differences: [] },
      recomputed: { open: "0", receipt: "in the cleared book: bid 1 of 1" },
    });
  });

  it("has no book where it was cancelled, and proves no bid", async () => {
    const bidder = await house.bidder();
    const auctionId = await house.announce();
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    await house.enrol(auctionId, bidder, "5");
    const { body: receipt } = await house.bid(auctionId, bidder, [["4000", "5"]]);
    await house.call({ as: house.operator, method: "POST", path: `/auctions/${auctionId}/cancellation`, body: { reason: "flood" } });
    await house.settle(auctionId);
    expect(await judged(auctionId)).toMatchObject({ verified: true, differences: [] });
    const { differences } = await judged(auctionId, receipt);
    expect(differences).toEqual([{ pointer: expect.any(String), detail: expect.stringContaining("the auction has no sealed book") }]);
  });
});
