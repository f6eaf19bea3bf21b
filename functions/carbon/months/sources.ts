import { messageOf } from "../../../shared/kernel/message.ts";
import data from "./months-rules.json" with { type: "json" };

/** Document of the rules of monthly storage, as a message in both languages. */
export const storageSource = messageOf(data.rules.storage);
