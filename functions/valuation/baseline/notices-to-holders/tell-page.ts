import { covers } from "../../../../shared/kernel/areas.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import type { BaselineNoticePage } from "../contract.ts";
import { baselineFacts } from "../contract-facts.ts";
import type { PublishedBaseline } from "../store.ts";
import type { TellPorts } from "./ports.ts";
import { type Told, type ToldPage, toldStripes } from "./store.ts";

/** Rows of a page: a transaction holds a fact for each of their parties, and the page's own row. */
export const rowsOfPage = 90;
const actor = "baseline-notices";

/** The first pages of a version of a price: one of each part of the list. */
export function firstPages({ priceId, version }: Pick<PublishedBaseline, "priceId" | "version">): BaselineNoticePage[] {
  return toldStripes.map((stripe) => ({ priceId, version, stripe }));
}

/**
 * Tells the parties of a page of a version of a price, and asks for the next page. A page that was told before is not told again and has the
 * next page that it had then: whoever joined the list meanwhile moves no boundary, so nobody is told twice or passed over.
 */
export async function tellPage(ports: TellPorts, page: BaselineNoticePage): Promise<void> {
  const { next } = (await ports.values.toldPage(page)) ?? (await tell(ports, page));
  if (next !== undefined) await ports.pages.send([{ ...page, after: next }]);
}

async function tell({ dynamo, own, values }: TellPorts, page: BaselineNoticePage): Promise<ToldPage> {
  const { priceId, version, stripe, after } = page;
  const price = required(await own.baselineVersion(priceId, version), `version ${version} of ${priceId}`);
  const { items, nextCursor } = await values.told(price.item, stripe, after, rowsOfPage);
  const { rows, next } = wholeParties(items, nextCursor !== undefined);
  const parties = [...new Set(rows.filter(({ area }) => covers(price.area, area)).map(({ partyId }) => partyId))];
  const row: ToldPage = { told: parties.length, ...(next !== undefined && { next }) };
  const facts = parties.map((partyId) => own.state(baselineFacts.baselinePriceTold, toldOf(price, partyId)));
  const result = await commit(dynamo, [values.toldPagePut(page, row), ...facts]);
  if (result.kind === "committed") return row;
  return required(await values.toldPage(page), `page of ${priceId} that another worker told`);
}

/** The rows of a page without those of its last party where more follow: a party is told once, whatever areas it is in. */
function wholeParties(rows: readonly Told[], more: boolean): { readonly rows: readonly Told[]; readonly next?: string } {
  if (!more) return { rows };
  const cut = rows.at(-1)?.partyId;
  const whole = rows.filter(({ partyId }) => partyId !== cut);
  return { rows: whole, next: required(whole.at(-1), "party of a page").partyId };
}

/** What one party is told: a fact of its own, so that it does not read who else holds the item. */
function toldOf(price: PublishedBaseline, partyId: string) {
  const { priceId, publishedAt: occurredAt, pricedMonths: _, previousPriceCny, priceCny, correctionReason, ...data } = price;
  const change = {
    priceCny,
    ...(previousPriceCny !== undefined && { previousPriceCny }),
    ...(correctionReason !== undefined && { correctionReason }),
  };
  return {
    ...{ factId: `baseline-told.${priceId}.${price.version}.${partyId}`, occurredAt, actor },
    ...{ parties: [partyId], areas: [price.area], data: { ...data, change } },
  };
}
