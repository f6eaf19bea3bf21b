import { sha256 } from "../../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { CarbonRefusal } from "../problems.ts";
import { objectKeyOf } from "../reports/evidence.ts";
import type { ReportPorts } from "../reports/ports.ts";
import { sources } from "../reports/rules.ts";
import { mostBytes } from "./limits.ts";

/** A table as a call names it. */
export type SheetNamed = { readonly file: string } | { readonly sha256: string };

/** The bytes of a table: those in the call, or those of a document that the party announced and uploaded. */
export async function uploadedFile(
  { own, documents }: Pick<ReportPorts, "own" | "documents">,
  partyId: string,
  sheet: SheetNamed,
): Promise<Outcome<Uint8Array, CarbonRefusal>> {
  if ("file" in sheet) return accept(Buffer.from(sheet.file, "base64"));
  const missing = (found: string) =>
    refuse({
      code: "evidence-not-uploaded" as const,
      documents: [{ sha256: sheet.sha256, pointer: "/sheet/sha256", found }],
      source: sources.evidence,
    });
  const announced = await own.evidence({ partyId, sha256: sheet.sha256 });
  if (!announced) return missing("not announced");
  // The address of its upload takes exactly as many bytes as were announced, so that nothing larger is read.
  if (announced.bytes > mostBytes) return missing(`${announced.bytes} > ${mostBytes} bytes`);
  const bytes = await documents.readBytes(objectKeyOf({ partyId, ...sheet }));
  if (!bytes) return missing("not uploaded");
  const found = sha256(bytes);
  return found === sheet.sha256 ? accept(bytes) : missing(found);
}
