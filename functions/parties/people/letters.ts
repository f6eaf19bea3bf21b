import { endOfDay, startOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Letter } from "../../../shared/members/letter.ts";
import type { PartiesRefusal } from "../problems.ts";

/** What is entered of a letter: its document, and the first and last day (in Shanghai) on which it is valid. */
type LetterDays = Pick<Letter, "sha256" | "from" | "until">;

/** The letter of a document and its days. Refused if it ends before it begins or has ended already: it would authorise nobody. */
export function letterOf({ sha256, from, until }: LetterDays, at: Instant): Outcome<Letter, PartiesRefusal> {
  const letter = { sha256, from, until, validFrom: startOfDay(from), endsAt: endOfDay(until) };
  return checkNotEnded(letter, at).ok && from <= until ? accept(letter) : refuse({ code: "letter-dates", from, until });
}

/** Whether a letter has not ended yet. */
export function checkNotEnded({ from, until, endsAt }: Letter, at: Instant): Outcome<true, PartiesRefusal> {
  return at < endsAt ? accept(true) : refuse({ code: "letter-dates", from, until });
}

/** A letter as facts carry it. */
export function letterDays({ sha256, from, until }: LetterDays): LetterDays {
  return { sha256, from, until };
}
