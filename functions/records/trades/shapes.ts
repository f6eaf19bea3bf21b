import * as z from "zod";
import { message } from "../../../shared/kernel/message.ts";

/** The name of an instrument as records have it: also of what is priced, which is not held. */
export const recordedInstrument = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/, message("须为记录中所示的品种名称", "the name of an instrument, as records have it"))
  .describe("Instrument, for example `permit/SO2/ezhou/2026-12/2031-11`");

/** The id of a record: that of a fact, and a part where a fact makes several. */
export const recordId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,399}$/, message("须为记录编号", "the id of a record, as lists have it"))
  .describe("Record");
