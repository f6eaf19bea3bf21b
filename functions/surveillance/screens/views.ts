import { plain } from "../../../shared/kernel/decimal.ts";
import { sideOf } from "./evaluate.ts";
import { screenSettings } from "./settings.ts";
import type { Screening } from "./store.ts";
import type { StoredResult } from "./stored-session.ts";
import { comparisonText, screenTexts, unmeasuredTexts, withValue } from "./texts.ts";

/** An auction that was screened, in a list. */
export function screenedView({ results, ...screening }: Screening) {
  return { ...screening, standingOut: results.filter(({ standsOut }) => standsOut).map(({ screen }) => screen) };
}

/** All screens of an auction. */
export function screensView({ results, ...screening }: Screening) {
  return { ...screening, screens: results.map(screenView) };
}

/** A screen with its texts and settings, which are those of now; what was measured is as it was. */
function screenView({ screen, measured, standsOut, past }: StoredResult) {
  const { title, formula, observed, innocent } = screenTexts[screen];
  const { threshold, source, unverified, falseAlarms } = screenSettings[screen];
  const comparison = { sessions: past?.sessions ?? 0, ...past, text: comparisonText(past) };
  return {
    ...{ screen, title, formula, threshold: plain(threshold), side: sideOf(screen), standsOut, innocent, past: comparison },
    ...{ source, unverified, falseAlarms: plain(falseAlarms) },
    ...("value" in measured
      ? { value: measured.value, observed: withValue(observed, measured.value), concerned: [...measured.concerned] }
      : { unmeasured: measured.unmeasured, observed: unmeasuredTexts[measured.unmeasured], concerned: [] }),
  };
}
