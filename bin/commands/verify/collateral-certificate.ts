import { contentSha256, partsOf } from "../../../functions/collateral/search/certificate.ts";
import { certificate } from "../../../functions/collateral/search/shapes.ts";
import { closed } from "../../../shared/kernel/closed.ts";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { type Difference, differing, type Kind } from "./judgement.ts";

const schema = closed(certificate);

/** A certificate of what the register of pledges and freezes has. */
export const collateralCertificate: Kind = {
  name: "collateral-certificate",
  what: "a certificate of the register of pledges, GET /collateral/certificates/{number}",
  help: `Of a certificate are recomputed: the hash of each member and of each asset, which name what was altered, and the hash of all of it. A
certificate that was altered as a whole, with all its hashes, is genuine only in itself: ask GET /collateral/certificates/{number}/check
with "recomputed", which needs no login, whether the exchange issued it and whether it is still current.`,
  schema,
  judge(document) {
    const { parts, contentSha256: stands, ...content } = schema.parse(document, { error: expectation });
    const recomputed = partsOf(content);
    const differences = Object.keys({ ...recomputed, ...parts }).flatMap((pointer) =>
      differing(pointer, parts[pointer], recomputed[pointer]),
    );
    const hash = contentSha256({ ...content, parts });
    // Where only the hash of a part was altered, all of it is as it was sealed once that hash is as recomputed.
    const onlyHashes = differences.length > 0 && contentSha256({ ...content, parts: recomputed }) === stands;
    return {
      subject: content.number,
      checks: [
        { check: "every member and asset", differences: onlyHashes ? differences.map(ofHash) : differences.map(ofMember) },
        { check: "content hash", differences: differing("/contentSha256", stands, hash) },
      ],
      recomputed: { contentSha256: hash },
    };
  },
};

function ofHash({ pointer, detail }: Difference): Difference {
  return { pointer: `/parts/${pointer.replaceAll("/", "~1")}`, detail };
}

function ofMember({ pointer, detail }: Difference): Difference {
  return { pointer, detail: `altered: its hash ${detail}` };
}
