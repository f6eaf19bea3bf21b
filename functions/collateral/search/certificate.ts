import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { randomHex, sha256 } from "../../../shared/kernel/ids.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import type { Certificate } from "./shapes.ts";

/** What a certificate says, before it is sealed with hashes. */
export type CertificateContent = Omit<Certificate, "parts" | "contentSha256">;

const prefix = "EZC-";

/** A number for a new certificate: its day, and what nobody can guess, so that it says neither what it is about nor how many there are. */
export function newCertificateNumber(at: Instant): string {
  return `${prefix}${at.slice(0, 10).replaceAll("-", "")}-${randomHex(16)}`;
}

/** Whether a number has the form of a certificate's. */
export function isCertificateNumber(number: string): boolean {
  return number.startsWith(prefix);
}

/** Hashes of the parts of a certificate: of each member, and of each asset by itself, so that a check can name what was altered. */
export function partsOf({
  assets,
  ...members
}: Readonly<Record<string, unknown>> & { readonly assets: readonly unknown[] }): Record<string, string> {
  const parts = [
    ...Object.entries(members).map(([name, value]) => [`/${name}`, value] as const),
    ...assets.map((asset, index) => [`/assets/${index}`, asset] as const),
  ];
  return Object.fromEntries(parts.map(([pointer, value]) => [pointer, sha256(canonicalJson(value))]));
}

/** The hash of everything in a certificate but itself. */
export function contentSha256({ contentSha256: _hash, ...content }: Readonly<Record<string, unknown>>): string {
  return sha256(canonicalJson(content));
}

/** A certificate of what was found. */
export function sealed(content: CertificateContent): Certificate {
  const withParts = { ...content, parts: partsOf({ ...content }) };
  return { ...withParts, contentSha256: contentSha256(withParts) };
}

/**
 * The hash of what was found alone: the same question finds the same if it is the same. What is free now counts, though not when it was read;
 * what was free at an earlier instant does not, because nothing that moves afterwards changes it.
 */
export function foundSha256({ asked, entities, assets }: Pick<Certificate, "asked" | "entities" | "assets">): string {
  const counting = assets.map(({ free, ...asset }) => ({ ...asset, ...(free && asked.at === undefined && { free: free.quantity }) }));
  return sha256(canonicalJson({ entities, assets: counting }));
}

/** What a certificate states, in words. */
export function statementOf({ asOf, assets }: Pick<Certificate, "asOf" | "assets">): Bilingual {
  if (assets.length === 0)
    return {
      zh: `截至 ${asOf}，按所列条件查询，本登记系统中没有质押或冻结登记。`,
      en: `As of ${asOf}, this register has no pledge or freeze for what was asked.`,
    };
  return {
    zh: `截至 ${asOf}，按所列条件查询，本登记系统中有登记的资产共 ${assets.length} 项，其登记、顺位和冻结如所列；可用数量以其所注时点为准。`,
    en: `As of ${asOf}, this register has entries on ${assets.length} assets for what was asked: they, their ranks and freezes are as listed; what is free is so as of the instant beside it.`,
  };
}
