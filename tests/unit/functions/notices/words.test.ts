import { describe, expect, it } from "vitest";
import { filled } from "../../../../functions/notices/fill.ts";
import { noticeTexts } from "../../../../functions/notices/notice-texts.ts";
import { noticeWords } from "../../../../functions/notices/words.ts";
import { required } from "../../../../shared/kernel/invariant.ts";

const words = noticeWords(noticeTexts);
const told = (factType: string, data: Readonly<Record<string, unknown>>) =>
  filled(required(words.textOf(factType), factType), data, words.wordsOf(factType));

describe("a word that several contexts use", () => {
  it("means in a notice what the context of its fact means by it", () => {
    expect(told("renewal-decided", { outcome: "ended" }).zh).toContain("结果：终止。");
    expect(told("storage-ended", { ending: "ended" }).zh).toContain("主管部门终止，恢复计入");
    expect(told("licence-renewal-decided", { outcome: "refused" }).zh).toContain("不予延续");
    expect(told("allocation-objection-answered", { state: "dismissed" }).zh).toContain("不予采纳");
  });
});

describe("a list of permits in a notice", () => {
  const permit = (pollutant: string, tonnes: string) => ({ pollutant, pool: "liangzi-lake", instrument: "permit", tonnes });
  const frozen = [permit("COD", "1.000"), permit("NH3-N", "0.187"), permit("COD", "0.875")];

  it("is what it adds up to for each pollutant, in both languages", () => {
    expect(told("instalment-frozen", { frozen })).toMatchObject({
      zh: expect.stringContaining("（COD 1.875 吨、NH3-N 0.187 吨）已冻结"),
      en: expect.stringContaining("its permits (1.875 t of COD and 0.187 t of NH3-N) are frozen"),
    });
  });

  it("goes by the name of a permit where it names no pollutant, and says that there is none", () => {
    const waiting = [{ instrument: "permit/SO2/ezhou/2026-01/2030-12", tonnes: "2.5" }];
    expect(told("recovery-ordered", { waiting }).en).toContain("once it is free: 2.5 t of SO2.");
    expect(told("renewal-decided", { amounts: [], cuts: frozen }).zh).toContain("延续：无；不再延续：COD 1.875 吨");
  });

  it("comes with the site in a notice of an expiry, where the site is known", () => {
    const expired = { instrument: "permit/SO2/ezhou/2026-01/2026-02", retiredTonnes: "3" };
    expect(told("permit-expired", { ...expired, holder: { siteName: "一厂" } }).zh).toMatch(/^场所“一厂”的排污权 SO2/);
    expect(told("permit-expired", expired).zh).toMatch(/^排污权 SO2/);
  });
});
