/** The permit session of Jingzhou of 2016-01-20, with reconstructed quotes. */
export interface PublishedSession {
  readonly note: string;
  readonly heldOn: string;
  readonly priceTickCny: string;
  readonly quantityStepTonnes: string;
  readonly years: number;
  readonly totalCny: string;
  readonly lots: readonly PublishedLot[];
}

/** One pollutant of the session: published volume, base price, turnover and top price, and the reconstructed quotes. */
export interface PublishedLot {
  readonly pollutant: string;
  readonly tonnes: string;
  readonly basePriceCny: string;
  readonly turnoverCny: string;
  readonly topPriceCny: string;
  readonly bids: readonly { readonly firm: string; readonly priceCny: string; readonly tonnes: string; readonly receivedAt: string }[];
}

/** Firms of the session and the personas that play them. */
export const firmPersonas: Readonly<Record<string, string>> = { A: "mill", B: "steel", C: "cement", D: "pharma" };

const waterPollutants = ["COD", "NH3-N"];

/** The pool in which a pollutant counts in this demo. */
export function poolOfDemo(pollutant: string): string {
  return waterPollutants.includes(pollutant) ? "yangtze-ezhou" : "ezhou";
}

/** First and last month of the demo's permits: five years, as is usual in principle (财税〔2015〕61号), from next January. */
export function demoTerm(now: number): { readonly firstMonth: string; readonly lastMonth: string; readonly years: readonly string[] } {
  const first = new Date(now).getUTCFullYear() + 1;
  return { firstMonth: `${first}-01`, lastMonth: `${first + 4}-12`, years: [0, 1, 2, 3, 4].map((offset) => String(first + offset)) };
}
