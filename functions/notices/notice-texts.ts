import { noticeTextsOf } from "../../shared/deployment/derive.ts";
import { contexts } from "../registry.ts";

/** The texts of all contexts. Bundles contain this value alone (infra/build.ts), so that whoever reads or delivers notices stays small. */
export const noticeTexts = noticeTextsOf(contexts);
