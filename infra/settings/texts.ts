import * as z from "zod";

/** Names that stand for no host of the public internet (RFC 2606, RFC 6761): documentation, tests and this machine; and names without a dot. */
const reservedHost =
  /(?:^|\.)(?:invalid|example|test|localhost|local|internal|example\.(?:com|net|org))$|^[^.]+\.?$|^\[|^(?:\d+\.){3}\d+$/i;

/** Whether a host is reserved for examples and tests, or is an address rather than a name. */
export function isReservedHost(host: string): boolean {
  return reservedHost.test(host);
}

/** Whether an address is anything but https to a host of the public internet. */
export function isNotPublic(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol !== "https:" || isReservedHost(url.hostname);
}

/** A text as it may be printed: whatever could be a person and password in an address is left out. */
export function withoutPasswords(text: string): string {
  return text.replace(/:.*@/s, ":…@");
}

/** Texts between commas; none for an empty text. */
export function textList(text: string): readonly string[] {
  return text === "" ? [] : text.split(",");
}

/** One of some words. */
export function textOneOf<const Word extends string>(...words: readonly Word[]): z.ZodType<Word, string> {
  return z.string().pipe(z.enum(words as readonly [Word, ...Word[]]));
}

/** A whole number from `least` to `most`. */
export function numberText(least: number, most: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((number) => number >= least && number <= most);
}

/** A list of at least one text, separated by commas, each of which holds. */
export function textListWhere(holds: (text: string) => boolean): z.ZodType<readonly string[], string> {
  return z
    .string()
    .transform(textList)
    .refine((all) => all.length > 0 && all.every(holds));
}
