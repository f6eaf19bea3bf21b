import type { ContextDefinition } from "../../shared/deployment/context.ts";
import { noticeTextOf } from "../../shared/deployment/derive.ts";
import type { NoticeText } from "../../shared/kernel/notice.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";

/** One kind of notices: the headings of its texts, and whether nobody can unsubscribe from it. */
export interface NoticeKind {
  readonly kind: string;
  readonly headings: readonly Bilingual[];
  readonly legallyRequired: boolean;
}

/** Notice texts of all contexts by fact type, their kinds, and words for codes. */
export interface NoticeWords {
  readonly textOf: (factType: string) => NoticeText | undefined;
  /** Kinds by name. A kind is legally required if one of its texts is. */
  readonly kinds: ReadonlyMap<string, NoticeKind>;
  readonly words: Readonly<Record<string, Bilingual>>;
}

/** The texts, kinds and words of all contexts. */
export function noticeWords(contexts: readonly ContextDefinition[]): NoticeWords {
  const words: Record<string, Bilingual> = Object.assign({}, ...contexts.map(({ notices }) => notices?.words));
  const texts = contexts.flatMap(({ notices }) => Object.values(notices?.texts ?? {}));
  const kinds = [...Map.groupBy(texts, ({ kind }) => kind)].map(([kind, own]): [string, NoticeKind] => {
    const legallyRequired = own.some((text) => text.legallyRequired === true);
    return [kind, { kind, headings: own.map(({ heading }) => heading), legallyRequired }];
  });
  return { textOf: (factType) => noticeTextOf(contexts, factType), kinds: new Map(kinds), words };
}
