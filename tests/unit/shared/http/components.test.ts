import { describe, expect, it } from "vitest";
import * as z from "zod";
import { componentsOf } from "../../../../shared/http/components.ts";
import { pageOf } from "../../../../shared/kernel/schemas.ts";

const lot = z.object({ quantity: z.string() }).meta({ id: "Lot" });
const auction = z.object({ lot: lot.describe("What is sold") }).meta({ id: "Auction" });

describe("components", () => {
  it("describe a shape with an id once, and refer to it from everywhere", () => {
    const page = pageOf(auction);
    const extended = auction.extend({ reserve: lot.optional() });
    const components = componentsOf([
      [page, "output"],
      [extended, "output"],
    ]);
    expect(components.schema(page, "output")).toEqual({ $ref: "#/components/schemas/AuctionPage" });
    expect(components.schema(extended, "output")).toMatchObject({
      properties: { lot: { $ref: "#/components/schemas/Lot" }, reserve: { $ref: "#/components/schemas/Lot" } },
    });
    expect(Object.keys(components.all())).toEqual(["Auction", "AuctionPage", "Lot"]);
    expect(components.all()).toMatchObject({
      AuctionPage: { properties: { items: { items: { $ref: "#/components/schemas/Auction" } } } },
      Auction: { properties: { lot: { $ref: "#/components/schemas/Lot", description: "What is sold" } } },
    });
  });

  it("are two if a shape differs as input, and so is everything that refers to it", () => {
    const timed = z.object({ rounds: z.int().default(1) }).meta({ id: "Timed" });
    const sale = z.strictObject({ timed }).meta({ id: "Sale" });
    const components = componentsOf([
      [sale, "input"],
      [sale, "output"],
    ]);
    expect(Object.keys(components.all())).toEqual(["Sale", "SaleInput", "Timed", "TimedInput"]);
    expect(components.schema(sale, "input")).toEqual({ $ref: "#/components/schemas/SaleInput" });
    expect(components.all()).toMatchObject({ SaleInput: { properties: { timed: { $ref: "#/components/schemas/TimedInput" } } } });
  });

  it("are refused when one id has two shapes", () => {
    const other = z.object({ lot: z.string() }).meta({ id: "Auction" });
    const both = (): unknown =>
      componentsOf([
        [auction, "output"],
        [other, "output"],
      ]);
    expect(both).toThrow("two shapes with the id Auction");
    expect(() => componentsOf([[z.object({ auction, other }), "output"]])).toThrow("Auction");
  });

  it("take what only other contexts know from a substitute, and refuse one for an unknown component", () => {
    const kind = z.object({ kind: z.string().meta({ id: "NoticeKind" }) });
    expect(componentsOf([[kind, "output"]], { NoticeKind: z.enum(["due", "won"]) }).all()).toEqual({
      NoticeKind: { type: "string", enum: ["due", "won"] },
    });
    expect(() => componentsOf([[kind, "output"]], { NotiseKind: z.string() })).toThrow("no schema has the id NotiseKind");
  });
});
