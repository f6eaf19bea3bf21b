import { describe, expect, it } from "vitest";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import type { Answer } from "../support/front-door.ts";
import { type SealedWorld, sealedWorld, tradeRecordOf } from "../support/sealed-records.ts";

const so2 = "permit/SO2/ezhou/2027-01/2031-12";
const market = `instrument=${encodeURIComponent(so2)}`;

interface Figures {
  readonly series: string;
  readonly trades: number;
  readonly quantity: string;
  readonly turnover: string;
  readonly averagePrice: string | null;
  readonly buyers?: { readonly hhi: number; readonly largestShare: string; readonly parties: number };
}
interface Statistics {
  readonly markets: readonly Figures[];
  readonly provisional: boolean;
  readonly complete: { readonly block: number; readonly before?: string };
}

/** Seals blocks of these records and counts them. */
async function counted(world: SealedWorld, ...blocks: readonly (readonly TradeRecord[])[]): Promise<void> {
  let last = 0;
  for (const block of blocks) last = await world.seal(...block);
  await world.count(last);
}
const read = (world: SealedWorld, path: string, as?: string): Promise<Answer> =>
  world.call({ method: "GET", path: `/records/${path}`, ...(as && { as }) });
async function statistics(world: SealedWorld, period: string, query = market): Promise<Statistics> {
  const { status, body } = await read(world, `statistics/${period}/market?${query}`);
  expect(status).toBe(200);
  return body as Statistics;
}

describe("market statistics", () => {
  it("tell volume, turnover, price and concentration of a day, a month and a year: 60 and 40 per cent are 5,200", async () => {
    const world = await sealedWorld();
    const [six, four] = [
      tradeRecordOf({ quantity: "6", price: "4300", buyer: "Mill" }),
      tradeRecordOf({ quantity: "4", price: "4200", buyer: "Steel" }),
    ];
    await counted(world, [six, four]);
    for (const period of ["2026-06-02", "2026-06", "2026"]) {
      expect(await statistics(world, period)).toMatchObject({
        markets: [
          {
            ...{ kind: "award", series: "auction", trades: 2, quantity: "10", turnover: "213000.00", averagePrice: "4260.00" },
            ...{ high: "4300", low: "4200", first: "4300", last: "4200" },
            buyers: { parties: 2, largestShare: "60.00", hhi: 5200 },
            sellers: { parties: 1, largestShare: "100.00", hhi: 10000 },
          },
        ],
      });
    }
    expect((await statistics(world, "2026-05")).markets).toEqual([]);
  });
});
