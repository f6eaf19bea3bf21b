import { createHash, randomUUID } from "node:crypto";
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { auctionsEndpoints } from "../../functions/auctions/contract.ts";
import { contexts } from "../../functions/registry.ts";
import { functionsOf, grantsOf } from "../../shared/deployment/derive.ts";
import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type AuctionHouse, openAuctionHouse, type Reply, usualTerms } from "../support/auction-house.ts";

/** A row that a command wrote: where, and every text in it; bytes as text of two kinds. */
interface Written {
  readonly table: string;
  readonly key: string;
  readonly texts: readonly string[];
}

const tick = 10;
const price = "77770";
/** As many as the attack needed that found the price. */
const guesses = Array.from({ length: 13_778 }, (_, step) => String((step + 1) * tick));

describe("nothing guessable is stored", () => {
  let house: AuctionHouse;
  beforeAll(async () => {
    house = await openAuctionHouse();
    // Headroom for the term, and a reserve for all that is announced below.
    await house.announce();
    const more = { tonnes: "500", source: "initial-reserve", documentNumber: "EZ-RES" };
    await house.call({ as: house.regulator, method: "POST", path: "/permits/reserves/ezhou/SO2", body: more });
  });

  /** What is written while something runs. */
  async function writtenBy(run: () => Promise<unknown>): Promise<readonly Written[]> {
    const { dynamo } = house.engine;
    const written: Written[] = [];
    dynamo.middlewareStack.add(
      (next) => (given) => {
        const { TransactItems = [] } = given.input as { TransactItems?: readonly TransactWriteItem[] };
        for (const { Put, Update } of TransactItems) {
          const { TableName: table = "", ...parts } = Put ? { ...Put } : { ...Update };
          const item = { ...("Item" in parts ? parts.Item : {}), ...("Key" in parts ? parts.Key : {}), ...parts.ExpressionAttributeValues };
          written.push({ table, key: String(item.pk?.S), texts: Object.values(item).flatMap(textsIn) });
        }
        return next(given);
      },
      { step: "initialize", name: "spy" },
    );
    try {
      await run();
    } finally {
      dynamo.middlewareStack.remove("spy");
    }
    expect(written).not.toEqual([]);
    return written;
  }

  const bodyOf = (reserve: string, more: object = {}) => ({
    terms: { ...usualTerms, ...more },
    schedule: {
      opensAt: plusSeconds(house.clock.now(), 60),
      enrolsUntil: plusSeconds(house.clock.now(), 3_600),
      closesAt: plusSeconds(house.clock.now(), 7_200),
    },
    reservePrice: { price: reserve, confidential: true },
  });
  const announce = (body: object, key: string): Promise<Reply> =>
    house.call({ as: house.operator, method: "POST", path: "/auctions", body, key });

  describe("of a confidential reserve price", () => {
    it("no price on the tick matches any hash that its announcement stored, nor any text", async () => {
      const body = bodyOf(price);
      let answer: Reply | undefined;
      const rows = await writtenBy(async () => {
        answer = await announce(body, randomUUID());
      });
      expect(answer?.status).toBe(201);
      const texts = [...rows.flatMap((row) => row.texts), JSON.stringify(answer?.body)];
      expect(texts.filter((text) => text.includes(price))).toEqual([]);
      const parsedOf = (guess: string) =>
        auctionsEndpoints.announceAuction.body.parse({ ...body, reservePrice: { price: guess, confidential: true } });
      const parsed = parsedOf("10");
      const formsOf = (guess: string): string[] => {
        const reservePrice = { price: decimal(guess), confidential: true };
        const input = { ...parsed, reservePrice };
        const raw = JSON.stringify({ ...body, reservePrice: { price: guess, confidential: true } });
        return [guess, canonicalJson(reservePrice), raw, canonicalJson(input), canonicalJson({ params: {}, body: input })];
      };
      expect(guessed(texts, formsOf)).toEqual([]);
      // The attack itself works: a hash of the whole input, as it was once stored, gives the price away.
      const whole = sha256(canonicalJson({ params: {}, body: parsedOf(price) }));
      expect(guessed([...texts, whole], formsOf)).toEqual([price]);
    });

    it("has ciphertexts of one length, whatever the price and where there is none", async () => {
      const lengths = new Set<number>();
      for (const given of [bodyOf("4000"), bodyOf("13777770"), { ...bodyOf("4000"), reservePrice: undefined }]) {
        const rows = await writtenBy(() => announce({ ...given, terms: { ...usualTerms, title: randomUUID() } }, randomUUID()));
        for (const row of rows.filter(({ key }) => key.startsWith("secrets#"))) lengths.add(row.texts.join().length - row.key.length);
      }
      expect(lengths.size).toBe(1);
    });

    it("returns the first response for the same key with another secret, and refuses it with anything else", async () => {
      const key = randomUUID();
      const [body, other] = [bodyOf("4000"), bodyOf("5000")];
      const first = await announce(body, key);
      expect(first).toMatchObject({ status: 201, headers: { "idempotency-replayed": "false" } });
      const again = await announce({ ...other, schedule: body.schedule }, key);
      expect(again).toMatchObject({ status: 201, headers: { "idempotency-replayed": "true" }, body: first.body });
      expect(await announce({ ...body, terms: { ...body.terms, title: "Other" } }, key)).toMatchObject({ status: 409 });
    });
  });

  describe("of a bid", () => {
    it("no row that it writes is outside the table of bids, and only the function that reads the bid itself reads them", async () => {
      const bidder = await house.bidder();
      const auctionId = await house.announce();
      await house.enrol(auctionId, bidder, "5");
      house.clock.moveTo(plusSeconds(house.clock.now(), 120));
      const rows = await writtenBy(() => house.bid(auctionId, bidder, [["4020", "2"]]));
      // The check of the enrolment writes nothing.
      const placed = rows.filter(({ key }) => !key.startsWith("undefined"));
      expect(placed.map(({ table, key }) => `${table} ${key.split("#")[0]}`).sort()).toEqual(["Bidding sheet", "Bidding version"]);
      const readers = functionsOf(contexts).filter((named) =>
        grantsOf(named, contexts).some(
          (grant) =>
            "table" in grant &&
            grant.table === "Bidding" &&
            grant.actions.some((action) => /^(?:Get|BatchGet|Query)/.test(action)) &&
            (grant.keys ?? ["version#*"]).some((pattern) => /^(?:version|sheet)/.test(pattern)),
        ),
      );
      expect(readers.map(({ id }) => id)).toEqual(["bidding-api"]);
    });
  });

  describe("the secrets of an auction", () => {
    const reserve = { price: decimal("4000"), salt: "0".repeat(32) };

    it("can't be put in the place of another's, nor replaced by others", async () => {
      const { secrets, own, dynamo } = house.ports;
      const [mine, other] = [await house.announce(), await house.announce()];
      const auction = required(await own.auction(mine), "auction");
      const real = await secrets.read(mine, auction);
      expect(real).toMatchObject({ seed: expect.stringMatching(/^[0-9a-f]{32}$/) });
      // Another seed or price, encrypted for this auction as the announcing function can: not the one that was committed to.
      for (const forged of [{ seed: "0".repeat(32) }, { ...real, reserve }]) {
        await commit(dynamo, [await secrets.put(mine, forged)]);
        await expect(secrets.read(mine, auction)).rejects.toThrow("announced with");
      }
      // The ciphertext of another auction under this one's key.
      const theirs = await secrets.put(other, { seed: "1".repeat(32) });
      const Put = required(theirs.write.Put, "put of secrets");
      await commit(dynamo, [{ write: { Put: { ...Put, Item: { ...Put.Item, pk: { S: `secrets#${mine}` } } } } }]);
      await expect(secrets.read(mine, auction)).rejects.toMatchObject({ name: "InvalidCiphertextException" });
    });
  });
});

/** The guesses of which a form, alone or behind a salt that stands beside it, is hashed to something that stands in the texts. */
function guessed(texts: readonly string[], formsOf: (guess: string) => readonly string[]): string[] {
  const stored = new Set(texts.flatMap((text) => text.match(/[0-9a-f]{32,128}/g) ?? []));
  const salts = [...stored].filter((text) => text.length <= 64);
  const hashes = (form: string): string[] => ["sha256", "sha1", "md5"].map((name) => createHash(name).update(form).digest("hex"));
  return guesses.filter((guess) => {
    const forms = formsOf(guess);
    return [...forms.flatMap(hashes), ...salts.map((salt) => sha256(`${salt}:${guess}`))].some((hash) => stored.has(hash));
  });
}

function textsIn(value: unknown): string[] {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString("latin1"), Buffer.from(value).toString("hex")];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === "string" ? [value] : [];
}
