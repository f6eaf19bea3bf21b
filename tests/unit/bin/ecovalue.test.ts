import { type ChildProcessByStdio, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const launcher = fileURLToPath(new URL("../../../bin/ecovalue", import.meta.url));
const examples = fileURLToPath(new URL("../../../docs/examples/", import.meta.url));
const sale = JSON.stringify({
  terms: { pricing: "uniform", quantity: "20", quantityStep: "1" },
  bids: [{ id: "b1", bidder: "A", price: "475", quantity: "8", receivedAt: "2026-01-01T00:00:00.000Z" }],
});
const badSale = sale.replace('"475"', '"0475"');

function start(...words: string[]): ChildProcessByStdio<Writable, Readable, Readable> {
  return spawn(process.execPath, [launcher, ...words], { stdio: "pipe" });
}

/** Runs the command line and gives what it wrote and its exit code. */
async function ecovalue(words: string[], input: string | Buffer = ""): Promise<{ out: string; errors: string; code: number | null }> {
  const child = start(...words);
  const code = new Promise<number | null>((resolve) => child.on("exit", resolve));
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, errors, code: await code };
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

  it("exits 2 for a file that isn't there", async () => {
    expect(await ecovalue(["clear", `${examples}nowhere.json`])).toMatchObject({ out: "", code: 2 });
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

describe("ecovalue", () => {
  it.each([["--help"], ["help"], ["clear", "--help"], ["help", "clear"], ["schema", "--help"]])("helps: %j %j", async (...words) => {
    const { out, errors, code } = await ecovalue(words);
    expect(out).toMatch(/^Usage: ecovalue /);
    expect([errors, code]).toEqual(["", 0]);
  });

  it.each([[[]], [["fly"]], [["clear", "--fast"]], [["schema"]], [["schema", "fly"]], [["clear", "a", "b"]]])(
    "exits 2 with the usage for %j",
    async (words) => {
      const { out, errors, code } = await ecovalue(words);
      expect(errors).toContain("Usage: ecovalue");
      expect([out, code]).toEqual(["", 2]);
    },
  );

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
