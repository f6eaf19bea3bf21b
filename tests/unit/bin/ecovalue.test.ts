import { type ChildProcessByStdio, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ecovalue } from "../../support/ecovalue.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const launcher = fileURLToPath(new URL("../../../bin/ecovalue", import.meta.url));
const examples = fileURLToPath(new URL("../../../docs/examples/", import.meta.url));
const sale = JSON.stringify({
  terms: { pricing: "uniform", quantity: "20", quantityStep: "1" },
  bids: [{ id: "b1", bidder: "A", price: "475", quantity: "8", receivedAt: "2026-01-01T00:00:00.000Z" }],
});
const badSale = sale.replace('"475"', '"0475"');

/** Starts the command line as a process. */
function start(...words: string[]): ChildProcessByStdio<Writable, Readable, Readable> {
  return spawn(process.execPath, [launcher, ...words], { stdio: "pipe" });
}

describe("ecovalue clear", () => {
  it.each([["-"], []])("clears a document from standard input (%j)", async (...operands) => {
    const { out, errors, code } = await ecovalue(["clear", ...operands], sale);
    expect(JSON.parse(out)).toMatchObject({ outcome: "cleared", clearingPrice: "475", awards: [{ bidId: "b1", amount: "3800.00" }] });
    expect([errors, code]).toEqual(["", 0]);
  });

  it("clears a file: the EPA's complete bid list gives the published total", async () => {
    const { out, code } = await ecovalue(["clear", `${examples}epa-so2-2023-spot.json`]);
    expect(JSON.parse(out)).toMatchObject({ clearingPrice: "0.04", sold: "73000", unsold: "52000" });
    expect(JSON.parse(out).awards.map((award: { amount: string }) => award.amount)).toEqual(["210.00", "2800.00"]);
    expect(code).toBe(0);
  });

  it.each([
    [badSale, "/bids/0/price"],
    ["{", "the document"],
    ["", "the document"],
    ["[]", "the document"],
    [Buffer.from([0x22, 0xff, 0x22]), "not UTF-8"],
    [sale.replace('"terms":{', '"terms":{"x":1,'), "/terms/x"],
  ])("says where bad input is wrong, writes no output and exits 2 (%j)", async (input, place) => {
    const { out, errors, code } = await ecovalue(["clear"], input);
    expect(errors).toContain(place);
    expect([out, code]).toEqual(["", 2]);
  });

  it("with --lines answers line by line, errors in their place, and exits 2 at the end", async () => {
    const { out, code } = await ecovalue(["clear", "--lines"], `${sale}\r\n${badSale}\n\n${sale}`);
    const [first, second, third, fourth, ...more] = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect([first.outcome, fourth.outcome, more, code]).toEqual(["cleared", "cleared", [], 2]);
    expect(second).toEqual({ error: { pointer: "/bids/0/price", detail: expect.any(String) } });
    expect(third).toEqual({ error: { pointer: "", detail: expect.any(String) } });
  });

  it("with --lines exits 0 when every line is good, and prints nothing for no input", async () => {
    expect((await ecovalue(["clear", "--lines", "-"], `${sale}\n`)).code).toBe(0);
    expect(await ecovalue(["clear", "--lines"], "")).toEqual({ out: "", errors: "", code: 0 });
  });

  it("with --lines answers a line before the next one is sent", async () => {
    const child = start("clear", "--lines");
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    child.stdin.write(`${sale}\n`);
    const answer = await new Promise<Buffer>((resolve) => child.stdout.once("data", resolve));
    expect(JSON.parse(answer.toString("utf8")).outcome).toBe("cleared");
    child.stdin.end();
    expect(await ended).toBe(0);
  });

  it("ends without an error when its output is closed", async () => {
    const child = start("clear", "--lines");
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    child.stdin.on("error", () => undefined);
    child.stdout.once("data", () => child.stdout.destroy());
    const errors = text(child.stderr);
    for (let line = 0; line < 2_000; line += 1) child.stdin.write(`${sale}\n`);
    child.stdin.end();
    expect([await ended, await errors]).toEqual([0, ""]);
  });
});

describe("ecovalue clear --bids", () => {
  const terms = `${examples}terms.json`;
  const cleared = (csv: string | Buffer) => ecovalue(["clear", terms, "--bids", "-"], csv);

  it("clears bids in CSV as it clears them in JSON, with byte order mark, line ends, quotes, empty lines and columns as they come", async () => {
    const { out, code } = await ecovalue(["clear", terms, "--bids", `${examples}bids.csv`]);
    expect([JSON.parse(out), code]).toEqual([JSON.parse((await ecovalue(["clear", `${examples}winners-share-and-limits.json`])).out), 0]);
    const csv = '\ufeffreceivedAt,id,price,quantity,bidder\r\n\r\n2026-01-01T00:00:00Z,"b1",4390,2.5,"Mill ""East"", Ltd"\r\n\r\n';
    const sale = '\ufeff{ "terms": { "pricing": "uniform", "quantity": "20" } }';
    const folder = temporaryFolder("bids");
    const file = join(folder, "bids.csv");
    writeFileSync(file, csv);
    const ofCsv = JSON.parse((await ecovalue(["clear", "--bids", file], sale)).out);
    expect(ofCsv).toMatchObject({ rejected: [], awards: [{ bidId: "b1", bidder: 'Mill "East", Ltd' }] });
  });

  it("tells all errors at once, each with line, column, what stands there and what is expected", async () => {
    const rows = [
      "id,bidder,price,quantity,receivedAt",
      "b1,A,0475,8,2026-01-01T00:00:00Z",
      "b1,,475,eight,2026-02-30T00:00:00Z",
      "b3,A,1,2",
      'b4,"x"y,5,5,2026-01-01T00:00:00Z',
    ];
    const { out, errors, code } = await cleared(rows.join("\n"));
    expect(errors.trimEnd().split("\n")).toEqual([
      'ecovalue clear: -: line 2, column price: "0475": not a plain decimal string of at most 24 digits',
      'ecovalue clear: -: line 3, column bidder: "": must not be empty',
      'ecovalue clear: -: line 3, column quantity: "eight": not a plain decimal string of at most 15 digits',
      'ecovalue clear: -: line 3, column receivedAt: "2026-02-30T00:00:00Z": not a day that exists',
      'ecovalue clear: -: line 3, column id: "b1" stands already on line 2',
      "ecovalue clear: -: line 4: 4 fields where the header has 5",
      expect.stringContaining("line 5: malformed quoting"),
    ]);
    expect([out, code]).toEqual(["", 2]);
  });

  it.each<[csv: string | Buffer, sentence: RegExp]>([
    ["id,biddr,price,quantity,receivedAt\n", /no column "biddr"; did you mean bidder\?/],
    ["id,id,bidder,price,quantity,receivedAt\n", /the column id stands twice/],
    ["", /the header lacks id, bidder, price, quantity, receivedAt/],
    [Buffer.from("id,\xd6\xd0", "latin1"), /not UTF-8 text: save the file as UTF-8/],
  ])("says what is wrong with a file as a whole (%j)", async (csv, sentence) => {
    expect(await cleared(csv)).toMatchObject({ out: "", code: 2, errors: expect.stringMatching(sentence) });
  });

  it("refuses bids twice, in the document and beside it", async () => {
    const words = ["clear", `${examples}tie-draw.json`, "--bids", `${examples}bids.csv`];
    expect(await ecovalue(words)).toMatchObject({ code: 2, errors: expect.stringContaining("/bids: stands in the document already") });
  });
});

describe("ecovalue verify", () => {
  const book = readFileSync(`${examples}book.json`, "utf8");
  const altered = book.replace('\\"price\\":\\"4510\\"', '\\"price\\":\\"4520\\"');

  it.each(["verify", "clear"])("%s refuses a document that names a member twice", async (name) => {
    const document =
      name === "clear" ? sale.replace('"price"', '"price":"1","price"') : book.replaceAll("\n", " ").replace("{", '{"manifest":"forged",');
    const { out, errors, code } = await ecovalue([name], document);
    expect([out, code]).toEqual(["", 2]);
    expect(errors).toMatch(/the document: the member "\w+" occurs twice/);
    expect((await ecovalue([name, "--lines"], document)).code).toBe(2);
  });

  it("takes no document that brings along what was published, with and without --lines", async () => {
    const bringing = JSON.stringify({ ...JSON.parse(book), published: JSON.parse(readFileSync(`${examples}auction.json`, "utf8")) });
    expect(await ecovalue(["verify"], bringing)).toMatchObject({ errors: expect.stringContaining("/published: "), code: 2, out: "" });
    expect(await ecovalue(["verify", "--lines"], bringing)).toMatchObject({ out: expect.stringContaining('"/published"'), code: 2 });
  });

  it("says that a book is as recomputed and as published", async () => {
    const { out, errors, code } = await ecovalue(["verify", `${examples}book.json`, "--published", `${examples}auction.json`]);
    expect(JSON.parse(out)).toMatchObject({ kind: "auction-book", verified: true, differences: [] });
    expect([errors, code]).toEqual(["", 0]);
  });

  it("exits 3 for a book with one digit altered, names what differs first, and gives the whole verdict", async () => {
    const { out, errors, code } = await ecovalue(["verify"], altered);
    expect(errors).toMatch(/^ecovalue verify: not verified: \/manifest\/enrolments\/\d\/bid\/receiptHash: is .* \(and 2 more\)\n$/);
    expect(JSON.parse(out)).toMatchObject({
      verified: false,
      differences: [{}, { pointer: "/result/awards/0/price" }, { pointer: "/manifestHash" }],
    });
    expect(code).toBe(3);
  });

  const withMembers = (members: object) => JSON.stringify({ ...JSON.parse(book), ...members });
  it.each<[what: string, document: string, sentence: string]>([
    [
      "nothing",
      "{}",
      "the document: nothing that can be verified: the sealed book of an auction, GET /auctions/{auctionId}/book; a certificate of the register of pledges, GET /collateral/certificates/{number}; a sealed export of trade records, JSON lines, format=sealed; the evidence bag of an auction, JSON lines, POST /records/auctions/{auctionId}/evidence",
    ],
    ["a hash left out", withMembers({ manifestHash: undefined }), "/manifestHash: required: a SHA-256: 64 lower-case hexadecimal digits"],
    ["no hash", withMembers({ resultHash: "abc" }), "/resultHash: a SHA-256: 64 lower-case hexadecimal digits"],
    ["a result that is no text", withMembers({ result: {} }), "/result: a text (JSON string)"],
    ["what was published as a part of it", withMembers({ published: {} }), "/published: unknown member"],
    ["a misspelt member", withMembers({ resultHsh: "" }), "/resultHsh: unknown member; did you mean resultHash?"],
  ])("refuses what is no book, by place and what is expected there: %s", async (_what, document, sentence) => {
    expect(await ecovalue(["verify"], document)).toEqual({ out: "", errors: `ecovalue verify: ${sentence}\n`, code: 2 });
  });

  it.each([
    ['{"auctionId":"a","manifestHash":3}', "/manifestHash: a SHA-256: 64 lower-case hexadecimal digits"],
    ['{"state":"announced"}', "/manifestHash: missing: it is published once the auction has ended"],
    ["[]", "not a JSON object"],
    ["{", "not JSON"],
  ])("says what is wrong with a file of what was published: %s", async (published, sentence) => {
    const { errors, code } = await ecovalue(["verify", `${examples}book.json`, "--published", "-"], published);
    expect([errors, code]).toEqual([expect.stringContaining(`ecovalue verify: -: ${sentence}`), 2]);
  });

  it("names the place in a manifest that can't be one", async () => {
    const { errors, code } = await ecovalue(["verify"], withMembers({ manifest: '{"manifestVersion":1}' }));
    expect([errors, code]).toEqual([expect.stringContaining("not verified: /manifest/auctionId: required: a text (JSON string)"), 3]);
  });

  it("with --lines judges each line, and exits with the worst of them", async () => {
    const line = (text: string) => JSON.stringify(JSON.parse(text));
    const { out, code } = await ecovalue(["verify", "--lines"], `${line(book)}\n{}\n${line(altered)}\n`);
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((each) => JSON.parse(each)),
    ).toMatchObject([{ verified: true }, { error: {} }, { verified: false }]);
    expect(code).toBe(3);
  });
});

describe("ecovalue", () => {
  it.each([["--help"], ["help"], ["clear", "--help"], ["help", "clear"], ["schema", "--help"]])("helps: %j %j", async (...words) => {
    const { out, errors, code } = await ecovalue(words);
    expect(out).toMatch(/^Usage: ecovalue /);
    expect([errors, code]).toEqual(["", 0]);
  });

  it.each<[words: string[], sentence: RegExp]>([
    [[], /which command\? clear or fee or deposit or emissions or factors or allocate or obligation or index or verify/],
    [["fly"], /no command "fly"; there are clear, fee, deposit, emissions, factors, allocate, obligation, index, verify, schema, help/],
    [["verfy", "book.json"], /no command "verfy"; did you mean verify\?/],
    [["book.json"], /no command "book.json"; the command comes before the file/],
    [["clear", "--fast"], /no option --fast/],
    [["clear", "--line"], /no option --line; did you mean --lines\?/],
    [["clear", "--lines=3"], /--lines takes no value/],
    [["clear", "--bids"], /--bids needs a value/],
    [["clear", "--bids", "--lines"], /--bids needs a value/],
    [["verify", "--bids", "bids.csv"], /verify takes no --bids/],
    [["clear", "--lines", "--bids", "bids.csv"], /--lines and --bids do not go together/],
    [["clear", "--bids", "-"], /standard input can be one file only/],
    [["schema"], /which command/],
    [["schema", "fly"], /no command "fly"/],
    [["clear", "a", "b"], /one file at a time/],
    [["clear", examples], /is a folder, not a file/],
    [["clear", "--lines", examples], /is a folder, not a file/],
    [["verify", `${examples}nowhere.json`], /nowhere.json: there is no such file/],
    [["clear", "--lines", `${examples}nowhere.json`], /nowhere.json: there is no such file/],
    [["clear", `${examples}README.md/x`], /there is no such file/],
  ])("says what is wrong with %j in one sentence and exits 2", async (words, sentence) => {
    const { out, errors, code } = await ecovalue(words);
    expect(errors).toMatch(sentence);
    expect(errors.trimEnd().split("\n").length).toBe(1);
    expect([out, code]).toEqual(["", 2]);
  });

  it("prints the JSON Schemas of a command, defaults optional, unknown keys refused, output complete", async () => {
    const { out, code } = await ecovalue(["schema", "clear"]);
    const { input, output } = JSON.parse(out);
    expect(code).toBe(0);
    expect(input).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      required: ["terms", "bids"],
      additionalProperties: false,
    });
    expect(input.properties.terms.required).toEqual(["pricing", "quantity"]);
    expect(input.properties.bids.items.required).toEqual(["id", "bidder", "price", "quantity", "receivedAt"]);
    expect(output.required).toEqual(Object.keys(output.properties));
  });

  it("has examples that all clear", async () => {
    const names = ["epa-so2-2023-spot", "epa-so2-2023-advance", "winners-share-and-limits", "containment", "tie-draw"];
    for (const name of names) {
      expect(readFileSync(`${examples}README.md`, "utf8")).toContain(`${name}.json`);
      expect(await ecovalue(["clear", `${examples}${name}.json`])).toMatchObject({ code: 0, errors: "" });
    }
  });
});
