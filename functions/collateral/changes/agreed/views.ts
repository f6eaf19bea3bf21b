import type * as z from "zod";
import type { ChangeContents, PledgeChange } from "./rows.ts";
import type { changeRead, changeStated } from "./shapes.ts";

/** A change, as it is read. */
export type ChangeView = z.input<typeof changeRead>;

/** What facts state of a change. */
export function changeStatement(row: PledgeChange): z.input<z.ZodObject<typeof changeStated>> {
  const { changeId, pledgeId, kind, state, registrationNumber, bankId, bankName, pledgorName } = row;
  const { answererId, answererName, answerBy, documentSha256 } = row;
  return {
    ...{ changeId, pledgeId, kind, state, registrationNumber, bankId, bankName, pledgorName },
    ...{ answererId, answererName, answerBy, documentSha256 },
  };
}

/** A change for those who are party to it. */
export function changeView(row: PledgeChange): ChangeView {
  const { proposedAt, answeredAt, reason, version, content } = row;
  return {
    ...changeStatement(row),
    ...{ proposedAt, version },
    ...(answeredAt !== undefined && { answeredAt }),
    ...(reason !== undefined && { reason }),
    ...contentView(content.kind, content.terms as never),
  };
}

const views: { readonly [Kind in keyof ChangeContents]: (terms: ChangeContents[Kind]) => Partial<ChangeView> } = {
  amendment: (amendment) => ({ amendment: { ...amendment } }),
  extension: (extension) => ({ extension: { ...extension } }),
  addition: ({ parts, acceptedSeniors, ...rest }) => ({
    addition: { ...rest, parts: [...parts], acceptedSeniors: [...acceptedSeniors] },
  }),
  assignment: (assignment) => ({ assignment: { ...assignment } }),
  subordination: ({ aheadNumber, sliceIds }) => ({ subordination: { aheadNumber, ...(sliceIds && { sliceIds: [...sliceIds] }) } }),
};

function contentView<Kind extends keyof ChangeContents>(kind: Kind, terms: ChangeContents[Kind]): Partial<ChangeView> {
  return views[kind](terms);
}
