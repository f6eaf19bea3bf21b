import type { Account } from "../../../shared/ledger/account.ts";
import type { PositionName } from "../../../shared/statements/postings.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import { BadCursor } from "../../../shared/store/cursor.ts";
import type { Table } from "../../../shared/store/table.ts";
import { instrumentsOf } from "./rows.ts";

/** Accounts in the order of a list, from one of them on (the first one where absent), so many at most. */
export type AccountsFrom = (from: Account | undefined, limit: number) => Promise<readonly Account[]>;

/**
 * A page of the positions of a list of accounts, account by account. It ends after as many positions, and after as many accounts, as the page
 * has rows: so what it reads is bounded also where accounts have nothing. The cursor names an account of the list and an instrument; what lies
 * before them in the list is never read.
 */
export async function positionPage(
  records: Table,
  accounts: AccountsFrom,
  { limit = 25, cursor }: PageRequest,
): Promise<Page<PositionName>> {
  const [start, instrument] = cursor === undefined ? [] : placeOf(cursor);
  const visited = await accounts(start, limit + 1);
  const items: PositionName[] = [];
  for (const [place, account] of visited.slice(0, limit).entries()) {
    const after = account === start && instrument !== "" ? instrument : undefined;
    const found = await instrumentsOf(records, account, after, limit - items.length + 1);
    items.push(...found.map((each) => ({ account, instrument: each })));
    if (items.length > limit) {
      const page = items.slice(0, limit);
      const last = page.findLast((position) => position.account === account);
      return { items: page, nextCursor: cursorOf(account, last?.instrument ?? after ?? "") };
    }
    const next = visited[place + 1];
    if (items.length === limit && next !== undefined) return { items, nextCursor: cursorOf(next, "") };
  }
  const rest = visited[limit];
  return rest === undefined ? { items } : { items, nextCursor: cursorOf(rest, "") };
}

function cursorOf(account: Account, instrument: string): string {
  return Buffer.from(JSON.stringify([account, instrument])).toString("base64url");
}

function placeOf(cursor: string): readonly [Account, string] {
  try {
    const [account, instrument, ...rest]: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const isPlace = typeof account === "string" && typeof instrument === "string" && rest.length === 0;
    if (isPlace && account !== "" && cursorOf(account, instrument) === cursor) return [account, instrument];
  } catch {
    // Falls through: unreadable and misshapen cursors are refused alike.
  }
  throw new BadCursor();
}
