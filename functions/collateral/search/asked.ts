import * as z from "zod";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { RefusalOf } from "../../../shared/kernel/problem.ts";
import { instant, shortText, words } from "../../../shared/kernel/schemas.ts";
import { instrumentName } from "../../../shared/ledger/instrument.ts";
import type { searchProblems } from "./problems.ts";
import { namesOfWays, type Way, waysToSearch } from "./ways-to-search.ts";

/** By what the register is searched. */
export const searchBy = words(
  "CollateralSearchBy",
  namesOfWays,
  "By what the register is searched; `number` is that of a registration, a filing, a court's case or a certificate",
);

/** What is asked of the register. */
export const askedFields = {
  by: searchBy,
  value: shortText.describe("What is searched for; of a name, width of characters, case, blanks and punctuation do not matter"),
  instrument: instrumentName.optional().describe("One instrument only; with `account`, `site` or `licence`"),
  at: instant.optional().describe("As of when; now when absent, and never later"),
} as const;
/** See `askedFields`. */
export const askedSchema = z.object(askedFields);
/** See `askedFields`. */
export type Asked = z.output<typeof askedSchema>;

/** Checks that a question can be asked at an instant: a value of its kind, an instrument only where it means something, nothing to come. */
export function checkAsked({ by, value, instrument, at }: Asked, now: string): Outcome<true, RefusalOf<typeof searchProblems>> {
  const way: Way = waysToSearch[by];
  if (!way.fits(value)) return refuse({ code: "search-value-invalid", by, value });
  if (instrument !== undefined && !way.accounts) return refuse({ code: "search-instrument-unused", by });
  return at !== undefined && at > now ? refuse({ code: "search-instant-to-come", at, now }) : accept(true);
}
