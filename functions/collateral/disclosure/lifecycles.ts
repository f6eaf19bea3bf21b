import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";
import { consentLifecycle, consentRequestLifecycle } from "./consents/lifecycles.ts";

/** The life of a record of a major accident. */
export const accidentLifecycle = defineLifecycle("major accident", {
  title: { zh: "重大环境污染事故记录", en: "Record of a major accident" },
  begins: "recordAccident",
  states: {
    recorded: { zh: "已记录", en: "Recorded" },
    withdrawn: { zh: "已撤回", en: "Withdrawn" },
  },
  terminal: ["withdrawn"],
  transitions: [{ from: "recorded", event: "withdrawAccident", to: "withdrawn" }],
});

/** Lifecycles of disclosure. */
export const disclosureLifecycles = {
  consentRequest: consentRequestLifecycle,
  consent: consentLifecycle,
  accident: accidentLifecycle,
} as const;
