import { describe, expect, it } from "vitest";
import { changesNotices } from "../../../../../functions/collateral/changes/notices.ts";
import { filingNotices } from "../../../../../functions/collateral/filing/notices.ts";
import { pledgesNotices } from "../../../../../functions/collateral/pledges/notices.ts";

/** What is told of a pledge before it has a number. */
const beforeRegistration: readonly string[] = ["pledge-drafted", "pledge-confirmed", "pledge-refused", "pledge-not-registered"];

describe("notices about a pledge", () => {
  const texts = Object.entries({ ...pledgesNotices.texts, ...filingNotices.texts, ...changesNotices.texts });

  it.each(texts)("%s names the number under which it is registered, once it has one", (factType, { zh, en }) => {
    for (const text of [zh, en]) expect(text.includes("{registrationNumber}")).toBe(!beforeRegistration.includes(factType));
  });
});
