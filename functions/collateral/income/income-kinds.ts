import { decimal } from "../../../shared/kernel/decimal.ts";
import { message } from "../../../shared/kernel/message.ts";
import { growingWords, growingWordsOut } from "../../../shared/kernel/schemas.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";
import data from "./income-kinds.json" with { type: "json" };

const words = ["IncomeKind", data.kinds.map(({ kind }) => kind), "Kind of income"] as const;
/** A kind of income, as input. */
export const incomeKind = growingWords(...words);
/** Such a kind, in answers and facts. */
export const incomeKindOut = growingWordsOut(...words);
/** All shares of a stream, in per cent: what the ledger has of each. */
export const wholeStream = decimal("100");

/** The instrument of a stream's shares. */
export function incomeInstrument({ kind, streamId }: { readonly kind: string; readonly streamId: string }): Instrument {
  return `income/${kind}/${streamId}`;
}

/** The stream whose shares an instrument is; undefined for what is no income. */
export function streamOf(instrument: Instrument): string | undefined {
  const [name, , streamId] = instrument.split("/");
  return name === "income" ? streamId : undefined;
}

/** Document and article of a rule of income rights, in both languages. */
export function sourceOf(rule: "registration" | "payment" | "closing"): string {
  const { zh, en } = data[rule].source;
  return message(zh, en);
}
