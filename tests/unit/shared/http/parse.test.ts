import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { contexts } from "../../../../functions/registry.ts";
import type { ValidationRefusal } from "../../../../shared/http/input-errors.ts";
import { parseCall } from "../../../../shared/http/parse.ts";
import { type EndpointDescription, endpoint } from "../../../../shared/kernel/endpoint.ts";
import { positiveTonnes, price, shortText, wholeNumber } from "../../../../shared/kernel/schemas.ts";
import { runs } from "../../../support/effort.ts";
import { eventOf, type Request } from "../../../support/front-door.ts";
import { type FuzzedRequest, requestsOf, requestsOfEachMember } from "../../../support/fuzz/requests.ts";

const endpoints: readonly EndpointDescription[] = contexts.flatMap((context) => Object.values(context.endpoints));

/** What is told about a call's input, in one language. */
function told(description: EndpointDescription, request: Omit<Request, "as">, language: "zh" | "en"): ValidationRefusal["errors"] {
  const event = eventOf(request);
  const names = [...description.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const parsed = parseCall(description, event, Object.fromEntries(names.map((name) => [name, "x"])), language);
  return parsed.ok || parsed.refusal.code !== "validation-failed" ? [] : (parsed.refusal as ValidationRefusal).errors;
}

describe("what an input has to be", () => {
  const library =
    /\b(?:invalid|expected|received|undefined|nan|unrecognized|too (?:big|small)|input|object,|discriminator)\b|无效|期望|实际接收/i;
  const chinese = /\p{Script=Han}/v;

  it.for(endpoints.map((each) => [each.operationId, each] as const))(
    "is told in Chinese and English, without wording of a library: %s",
    ([, each]) => {
      const fuzzed: FuzzedRequest[] = [
        ...requestsOfEachMember(each, {}, 0),
        ...fc.sample(requestsOf(each, {}, fc.constant(0)), { seed: 7, numRuns: runs(40) }),
      ];
      for (const { request } of fuzzed) {
        const [zh, en] = [told(each, request, "zh"), told(each, request, "en")];
        expect(zh.map(({ pointer }) => pointer)).toEqual(en.map(({ pointer }) => pointer));
        expect(zh.filter(({ detail }) => library.test(detail) || !chinese.test(detail))).toEqual([]);
        expect(en.filter(({ detail }) => library.test(detail) || chinese.test(detail))).toEqual([]);
      }
    },
  );

  const step = z.object({ price, quantity: positiveTonnes });
  const sell = endpoint({
    operationId: "sell",
    method: "POST",
    path: "/sales",
    summary: "Sells.",
    roles: ["public"],
    query: z.object({ minimumRows: shortText.optional() }),
    body: z.object({
      title: shortText,
      terms: z.object({ minimumBidders: wholeNumber(1, 9, { zh: "个竞买人", en: "bidders" }), pricing: z.enum(["uniform", "pay-as-bid"]) }),
      steps: z.array(step).min(1).max(2),
      at: z.iso.datetime({ offset: true }),
      open: z.boolean(),
      means: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("cash"), amount: price }),
        z.object({ kind: z.literal("permits"), tonnes: positiveTonnes }),
      ]),
      end: z.union([z.object({ day: z.iso.date() }), z.object({ month: shortText, year: z.int() })]).optional(),
      remark: z.union([z.literal(""), shortText]).optional(),
    }),
    response: z.object({}),
    refusals: [],
  });
  const good = {
    title: "t",
    terms: { minimumBidders: 2, pricing: "uniform" },
    steps: [{ price: "1", quantity: "1" }],
    at: "2026-03-02T10:00:00+08:00",
    open: true,
    means: { kind: "cash", amount: "1" },
  };
  const of = (changed: object, language: "zh" | "en" = "en", path = "/sales"): Record<string, string> =>
    Object.fromEntries(
      told(sell, { method: "POST", path, body: { ...good, ...changed } }, language).map(({ pointer, detail }) => [pointer, detail]),
    );

  it("names the unit, the bounds and the choices", () => {
    expect(of({ title: 7, terms: { minimumBidders: 99, pricing: "x" }, steps: [{ price: 4000 }], at: "now", open: "yes" })).toEqual({
      "/body/title": "one line of text, 1 to 200 characters",
      "/body/terms/minimumBidders": "a whole number of bidders, 1 to 9",
      "/body/terms/pricing": "one of uniform, pay-as-bid",
      "/body/steps/0/price": "a decimal string (CNY per tonne), at most 14 digits before and 6 after the point",
      "/body/steps/0/quantity": "required: a decimal string (tonnes), at most 12 digits before and 3 after the point",
      "/body/at": "an instant in ISO 8601 with its offset, for example 2026-03-02T10:00:00+08:00",
      "/body/open": "true or false",
    });
    expect(of({ title: undefined, terms: { minimumBidders: 1.5 }, steps: [], open: undefined, remark: 7 }, "zh")).toEqual({
      "/body/title": "必填，须为单行文字，1 至 200 个字符",
      "/body/terms/minimumBidders": "须为 1 至 9 的整数（个竞买人）",
      "/body/terms/pricing": "必填，须为以下之一：uniform、pay-as-bid",
      "/body/steps": "至少 1 项",
      "/body/open": "必填，须为 true 或 false",
      "/body/remark": '须为 "",或须为单行文字，1 至 200 个字符'.replace(",", "，"),
    });
  });

  it("names the nearest known member, at any depth and within the option of a union", () => {
    const wrong = {
      terms: { ...good.terms, minimumBiders: 2, PRICING: "x" },
      steps: [{ price: "1", quantity: "1", quantiti: "1", zzz: 1 }],
      means: { kind: "permits", tonnes: "1", tons: "1" },
      end: { mnth: "x", month: "x", year: 2026 },
    };
    expect(of(wrong, "en", "/sales?minimumrow=1")).toEqual({
      "/query/minimumrow": "unknown member; did you mean minimumRows?",
      "/body/terms/minimumBiders": "unknown member; did you mean minimumBidders?",
      "/body/terms/PRICING": "unknown member; did you mean pricing?",
      "/body/steps/0/quantiti": "unknown member; did you mean quantity?",
      "/body/steps/0/zzz": "unknown member",
      "/body/means/tons": "unknown member; did you mean tonnes?",
      "/body/end/mnth": "unknown member; did you mean month?",
    });
    expect(of({ terms: { ...good.terms, minimumBiders: 2 } }, "zh")).toEqual({
      "/body/terms/minimumBiders": "未知的字段，是否应为 minimumBidders？",
    });
  });

  it("tells what the option of a union that was meant lacks, and the choices where none is", () => {
    expect(of({ means: { kind: "permits", tons: "1" }, end: { month: "x" } })).toEqual({
      "/body/means/tonnes": "required: a decimal string (tonnes), at most 12 digits before and 3 after the point",
      "/body/means/tons": "unknown member; did you mean tonnes?",
      "/body/end/year": "required: a whole number",
    });
    expect(of({ means: { amount: "1" }, end: 7 })).toEqual({
      "/body/means/kind": "required: one of cash, permits",
      "/body/end": "a JSON object",
    });
  });
});
