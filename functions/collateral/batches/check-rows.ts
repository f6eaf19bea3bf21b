import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import type { Refusal } from "../../../shared/kernel/outcome.ts";
import type { SheetError } from "../../../shared/sheets/sheet-errors.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { draftOf } from "../pledges/draft-pledge.ts";
import { inWords } from "../pledges/in-words.ts";
import { askedFaults, firmFault, type OpenedPositions, pledgingOf } from "../pledges/pledging.ts";
import { exceedsFree } from "../pledges/pledging-rules.ts";
import type { Pledge } from "../pledges/rows.ts";
import type { PledgingPorts } from "../ports.ts";
import { askedParts, ofPledgor } from "../refusals/asked.ts";
import type { Telling } from "../refusals/record-refusal.ts";
import { type Ending, kept, tells } from "../refusals/what-refusals-tell.ts";
import { readingOnce } from "./read-once.ts";
import type { PlacedRow } from "./read-rows.ts";
import type { BatchRow } from "./shapes.ts";

const rowsAtOnce = 16;

/** What all rows of a batch are checked with. */
interface Common {
  readonly ports: PledgingPorts;
  readonly bankId: string;
  readonly at: Instant;
  readonly opened: OpenedPositions;
}

/** What a row comes to: a draft, if those it names are who they are said to be, and why it can't be one: all that is wrong in what it asks
 * for, or else the first rule about what the firm has, so that it tells no more of the firm than a draft does. */
interface Checked {
  readonly draft?: Pledge;
  readonly refusals: readonly Refusal[];
}

/** What the rows of a batch come to. */
export interface CheckedRows {
  readonly drafts: readonly Pledge[];
  readonly errors: readonly SheetError[];
  /** What the batch tells of each pledgor, if it is refused: of rows that keep every rule as well. */
  readonly told: readonly Omit<Telling, "reference">[];
}

/**
 * The drafts of all rows, and errors for each row that breaks a rule: each is checked as it would be alone, and free tonnes that several rows
 * want together are counted together. What rows have in common is read once.
 */
export async function checkRows(
  ports: PledgingPorts,
  bankId: string,
  { sheet, rows }: { readonly sheet: string; readonly rows: readonly PlacedRow[] },
  at: Instant,
): Promise<CheckedRows> {
  const common: Common = { ports: readingOnce(ports), bankId, at, opened: new Map() };
  const checked = new Map<number, Checked>();
  const wanted = new Map<string, Decimal>();
  await eachAtOnce(rows, rowsAtOnce, async ({ row, line }) => {
    checked.set(line, await checkRow(common, row));
  });
  const drafts: Pledge[] = [];
  const errors: SheetError[] = [];
  const ended: { readonly draft: Pledge; readonly ending: Ending }[] = [];
  for (const { row, line } of rows) {
    const { draft, refusals: own } = required(checked.get(line), "checked row");
    const refusals = draft && own.length === 0 ? await together(common, draft, row, wanted) : own;
    if (draft) ended.push({ draft, ending: refusals[0] ?? kept });
    for (const refusal of refusals)
      errors.push({ sheet, row: line, column: columnOf[refusal.code] ?? "", found: "", expected: messageOf(inWords(refusal)) });
    if (draft && refusals.length === 0) drafts.push(draft);
  }
  return { drafts, errors, told: toldOf(ended) };
}

/** What rows tell, by pledgor. */
function toldOf(ended: readonly { readonly draft: Pledge; readonly ending: Ending }[]): CheckedRows["told"] {
  const telling = ended.filter(({ ending }) => tells(ending));
  return [...Map.groupBy(telling, ({ draft }) => draft.pledgor.partyId).values()].flatMap((rows) =>
    rows.slice(0, 1).map(({ draft }) => ({
      ...ofPledgor(draft),
      asked: askedParts(rows.flatMap((each) => each.draft.parts)),
      endings: rows.map(({ ending }) => ending),
    })),
  );
}

/** The column that a refusal is about, where it is about one. */
const columnOf: Readonly<Record<string, string>> = {
  "pledgor-unknown": "account",
  "debtor-code-invalid": "debtorCreditCode",
  "exceeds-free": "quantity",
  "slice-unknown": "sliceId",
  frozen: "sliceId",
  "senior-undisclosed": "acceptedSeniors",
  "ltv-exceeded": "amountCny",
  "term-reversed": "until",
  "term-beyond-right": "until",
  "term-too-long": "until",
  "not-pledgeable": "instrument",
  "position-expired": "instrument",
  "finer-than-unit": "quantity",
  "being-enforced": "sliceId",
  "register-full": "instrument",
  "unpaid-fee": "account",
  excluded: "account",
};

async function checkRow({ ports, bankId, at, opened }: Common, row: BatchRow): Promise<Checked> {
  const pledgorId = await ports.members.partyOfCode(row.pledgorCreditCode);
  if (pledgorId === undefined)
    return { refusals: [{ code: "pledgor-unknown", pledgorId: row.pledgorCreditCode, account: row.account } as Refusal] };
  const drafted = await draftOf(ports, bankId, draftIn(row, pledgorId), at);
  if (!drafted.ok) return { refusals: [drafted.refusal] };
  const draft = drafted.value;
  const pledging = await pledgingOf(ports, draft, at, opened);
  const asked = askedFaults(pledging, draft);
  const ofFirm = asked.length === 0 ? firmFault(pledging) : undefined;
  return { draft, refusals: ofFirm ? [ofFirm] : asked };
}

/** The refusal where rows before have left too little free of a position. */
async function together(
  { ports, at, opened }: Common,
  draft: Pledge,
  { account, instrument, quantity, sliceId }: BatchRow,
  wanted: Map<string, Decimal>,
): Promise<readonly Refusal[]> {
  if (sliceId !== undefined) return [];
  const name = `${account} ${instrument}`;
  const before = wanted.get(name) ?? zero;
  wanted.set(name, before.plus(quantity));
  if (before.isZero()) return [];
  const [each] = (await pledgingOf(ports, draft, at, opened)).cases;
  const free = each?.open.position.available.minus(before);
  return each && free && quantity.gt(free) ? [exceedsFree(each, free.lt(0) ? zero : free)] : [];
}

/** A row as the body of a draft. */
function draftIn(row: BatchRow, pledgorId: string): Parameters<typeof draftOf>[2] {
  const { debtorCreditCode, debtorName, account, instrument, quantity, sliceId, acceptedSeniors, pledgorCreditCode: _code, ...rest } = row;
  return {
    ...rest,
    ...{ pledgorId, currency: "CNY", acceptedSeniors },
    debtor: debtorCreditCode === undefined ? undefined : { creditCode: debtorCreditCode, legalName: debtorName ?? debtorCreditCode },
    parts: [{ account, instrument, quantity, sliceId }],
  };
}
