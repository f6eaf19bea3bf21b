import { describe, expect, it } from "vitest";
import { filled } from "../../../../functions/notices/fill.ts";
import { noticeTexts } from "../../../../functions/notices/notice-texts.ts";
import { noticeWords } from "../../../../functions/notices/words.ts";
import { required } from "../../../../shared/kernel/invariant.ts";

const words = noticeWords(noticeTexts);
const told = (factType: string, data: Readonly<Record<string, string>>) =>
  filled(required(words.textOf(factType), factType), data, words.wordsOf(factType));

describe("a word that several contexts use", () => {
  it("means in a notice what the context of its fact means by it", () => {
    expect(told("renewal-decided", { outcome: "ended" }).zh).toContain("结果：终止。");
    expect(told("storage-ended", { ending: "ended" }).zh).toContain("主管部门终止，恢复计入");
    expect(told("licence-renewal-decided", { outcome: "refused" }).zh).toContain("不予延续");
    expect(told("allocation-objection-answered", { state: "dismissed" }).zh).toContain("不予采纳");
  });
});
