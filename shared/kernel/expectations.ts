import type * as z from "zod";
import { bilingual, message } from "./message.ts";
import type { Bilingual } from "./problem.ts";

type Issue = z.core.$ZodRawIssue;
type IssueOf<Code extends Issue["code"]> = Extract<Issue, { readonly code: Code }>;

/** What each type of JSON is called. */
const types: Readonly<Record<string, Bilingual>> = {
  string: { zh: "须为文字（JSON 字符串）", en: "a text (JSON string)" },
  number: { zh: "须为数", en: "a number" },
  int: { zh: "须为整数", en: "a whole number" },
  boolean: { zh: "须为 true 或 false", en: "true or false" },
  array: { zh: "须为列表（JSON 数组）", en: "a list (JSON array)" },
  tuple: { zh: "须为列表（JSON 数组）", en: "a list (JSON array)" },
  object: { zh: "须为 JSON 对象", en: "a JSON object" },
  record: { zh: "须为 JSON 对象", en: "a JSON object" },
  null: { zh: "须为 null", en: "null" },
};

/** What each notation of a text or a number looks like. */
const formats: Readonly<Record<string, Bilingual>> = {
  datetime: {
    zh: "须为带时区的 ISO 8601 时刻，例如 2026-03-02T10:00:00+08:00",
    en: "an instant in ISO 8601 with its offset, for example 2026-03-02T10:00:00+08:00",
  },
  date: { zh: "须为日期，格式 YYYY-MM-DD", en: "a day, YYYY-MM-DD" },
  email: { zh: "须为电子邮件地址", en: "an e-mail address" },
  base64: { zh: "须为 base64 编码的文字", en: "a text in base64" },
  safeint: { zh: "须为整数", en: "a whole number" },
};

/** What bounds of each kind of value count. */
const counted: Readonly<Record<string, { readonly zh: string; readonly en: readonly [one: string, many: string] }>> = {
  string: { zh: " 个字符", en: [" character", " characters"] },
  array: { zh: " 项", en: [" element", " elements"] },
};

const notAllowed: Bilingual = { zh: "不符合此处的要求", en: "not a value that is allowed here" };

/** What each kind of fault asks for. */
const wording: { readonly [Code in Issue["code"]]: (issue: IssueOf<Code>) => Bilingual } = {
  invalid_type: (issue) => expectedOf(issue.inst) ?? types[issue.expected] ?? notAllowed,
  invalid_value: ({ values }) => oneOf(values),
  invalid_format: ({ format, pattern }) =>
    formats[format] ?? {
      zh: `格式不符合要求${pattern ? `：${pattern}` : ""}`,
      en: pattern ? `a text of the form ${pattern}` : notAllowed.en,
    },
  too_small: ({ origin, minimum, inclusive = true, exact }) => bound(origin, minimum, exact ? "exactly" : inclusive ? "least" : "above"),
  too_big: ({ origin, maximum, inclusive = true, exact }) => bound(origin, maximum, exact ? "exactly" : inclusive ? "most" : "below"),
  not_multiple_of: ({ divisor }) => ({ zh: `须为 ${divisor} 的整数倍`, en: `a multiple of ${divisor}` }),
  invalid_union: (issue) => (Array.isArray(issue.options) ? oneOf(issue.options) : anyOf(issue.errors)),
  invalid_key: () => ({ zh: "成员名称不符合要求", en: "not a name that is allowed here" }),
  invalid_element: () => notAllowed,
  unrecognized_keys: () => notAllowed,
  custom: () => notAllowed,
};

/**
 * What an input has to be at the place of an issue, in both languages: the error map for everything that is parsed for people, so that no
 * wording of the schema library reaches them. A schema's own words come first. For unknown members, the known names, separated by commas:
 * `inputErrorsOf` makes an input error of each.
 */
export const expectation: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "unrecognized_keys") return knownNames(issue.inst).join();
  const { zh, en } = (wording[issue.code] as (issue: Issue) => Bilingual)(issue);
  return isMissing(issue) ? required(zh, en) : message(zh, en);
};

/** A schema's own words for what it expects, with the unit: the text of a wrong value and, marked as required, of a missing one. */
export function expects(zh: string, en: string): z.core.$ZodErrorMap {
  return (issue) => (isMissing(issue) ? required(zh, en) : message(zh, en));
}

function required(zh: string, en: string): string {
  return message(`必填，${zh}`, `required: ${en}`);
}

function isMissing(issue: Issue): boolean {
  if (issue.code === "invalid_union" && issue.discriminator !== undefined)
    return (issue.input as Readonly<Record<string, unknown>> | undefined)?.[issue.discriminator] === undefined;
  return issue.input === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value" || issue.code === "invalid_union");
}

/** What a text has to look like, where a value is of another type altogether: its notation, or the words of its first check. */
function expectedOf(schema: Issue["inst"]): Bilingual | undefined {
  const { format, checks = [] } = (schema?._zod.def ?? {}) as { readonly format?: string; readonly checks?: readonly z.core.$ZodCheck[] };
  if (format !== undefined && formats[format]) return formats[format];
  for (const check of checks) {
    const words = check._zod.def.error as ((issue: Pick<Issue, "code" | "input">) => unknown) | undefined;
    const own = words?.({ code: "custom", input: null });
    if (typeof own === "string") return bilingual(own);
  }
  return undefined;
}

function knownNames(schema: Issue["inst"]): readonly string[] {
  const { shape = {} } = (schema?._zod.def ?? {}) as { readonly shape?: Readonly<Record<string, unknown>> };
  return Object.keys(shape);
}

function oneOf(values: readonly z.core.util.Primitive[]): Bilingual {
  const texts = values.map((value) => (value === "" ? '""' : String(value)));
  return texts.length === 1
    ? { zh: `须为 ${texts[0]}`, en: String(texts[0]) }
    : { zh: `须为以下之一：${texts.join("、")}`, en: `one of ${texts.join(", ")}` };
}

/** What a union asks for where no option comes near: the first thing that each option asks for. */
function anyOf(options: readonly (readonly z.core.$ZodIssue[])[]): Bilingual {
  const wanted = [...new Set(options.flatMap(([first]) => (first ? [first.message] : [])))].map(bilingual);
  if (wanted.length === 0) return notAllowed;
  return { zh: wanted.map(({ zh }) => zh).join("，或"), en: wanted.map(({ en }) => en).join(", or ") };
}

const bounds = {
  least: { zh: "至少 ", en: "at least " },
  most: { zh: "最多 ", en: "at most " },
  above: { zh: "须大于 ", en: "above " },
  below: { zh: "须小于 ", en: "below " },
  exactly: { zh: "须为 ", en: "exactly " },
} as const;

function bound(origin: string, limit: number | bigint, kind: keyof typeof bounds): Bilingual {
  const { zh, en } = bounds[kind];
  const unit = counted[origin];
  return { zh: `${zh}${limit}${unit?.zh ?? ""}`, en: `${en}${limit}${unit?.en[Number(limit) === 1 ? 0 : 1] ?? ""}` };
}
