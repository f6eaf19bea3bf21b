import * as z from "zod";
import { activityUnits } from "../../../shared/carbon/kinds.ts";
import { dayOut, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import {
  component,
  count,
  decimalOut,
  id,
  plainDate,
  reasonGiven,
  sha256Hex,
  shortText,
  words,
  yearMonth,
} from "../../../shared/kernel/schemas.ts";
import { amountString } from "../amounts.ts";
import { entityYear } from "../shapes.ts";
import { monthsLifecycles } from "./lifecycles.ts";

/** The month in a path, two digits. */
export const pathMonth = z
  .string()
  .regex(/^(?:0[1-9]|1[0-2])$/, message("须为月份，格式 MM", "a month, MM"))
  .describe("Month of the year, MM");

/** What an entity stores of one activity. */
export const storedValue = z.object({
  activity: id.describe("Name of the activity in the control plan"),
  amount: amountString,
  unit: z.enum(activityUnits).describe("Unit of the amount"),
  meter: shortText.describe("Number of the meter or scale, as in the control plan"),
  calibratedOn: plainDate.describe("Day of the meter's last calibration"),
  samplingRecord: shortText.describe("Number of the sampling record"),
  attachments: z.array(sha256Hex).max(10).describe("Documents by their SHA-256, as they were uploaded as evidence"),
});
/** Such a value, decoded. */
export type StoredValue = z.output<typeof storedValue>;
/** Documents that the values of a month name in all. */
const mostDocuments = 40;
/** The values of a month, as input. */
export const monthValues = z
  .array(storedValue)
  .min(1)
  .max(40)
  .superRefine((values, context) => {
    for (const [index, { activity }] of values.entries())
      if (values.findIndex((each) => each.activity === activity) < index)
        context.addIssue({
          code: "custom",
          path: [index, "activity"],
          message: message("活动重复", "an activity that is given once only"),
        });
    if (new Set(values.flatMap(({ attachments }) => attachments)).size > mostDocuments)
      context.addIssue({ code: "custom", message: message(`附件至多 ${mostDocuments} 个`, `at most ${mostDocuments} documents in all`) });
  })
  .describe("A value for every activity of the control plan");

/** A value of a month in answers and facts. */
export const monthValue = component("MonthValue", {
  activity: z.string().describe("Name of the activity in the control plan"),
  kind: z.string().describe("Fuel, energy or other activity"),
  direction: z.string().describe("`in`: used; `out`: exported or recovered"),
  amount: decimalOut.describe("Amount"),
  unit: z.string().describe("Unit of the amount"),
  meter: z.string().describe("Number of the meter or scale"),
  conservative: z.boolean().describe("Whether it is the control plan's conservative value of a missed month"),
  calibratedOn: dayOut("Day of the meter's last calibration; absent for a conservative value").optional(),
  samplingRecord: z.string().optional().describe("Number of the sampling record; absent for a conservative value"),
  attachments: z.array(z.string()).describe("Documents by their SHA-256"),
});
/** A value of a month. */
export type MonthValue = z.output<typeof monthValue>;

/** A month of an entity as facts state it. */
export const monthStated = {
  ...entityYear,
  month: yearMonth.describe("Month"),
  version: count.describe("Version of the month; every change and check counts"),
} as const;
const check = component("MonthCheck", {
  by: z.string().describe("Person (token subject) who checked it"),
  at: instantOut("When it was checked"),
  late: z.boolean().describe("Whether the deadline of this check had passed"),
});
/** One change of a month, as its history keeps it. */
const monthChange = component("MonthChange", {
  version: count.describe("Version of the month"),
  state: z.string().describe("State that it came to"),
  by: z.string().describe("Person (token subject) or job"),
  at: instantOut("When it happened"),
  reason: z.string().optional().describe("Why"),
  values: z.array(monthValue).describe("Its values from then on"),
});
/** A month of an entity. */
export const month = component("StoredMonth", {
  ...monthStated,
  state: words(
    "MonthState",
    monthsLifecycles.month.states,
    "open; stored; district-checked; city-checked; returned: to be stored again; missed: takes the plan's conservative values",
  ),
  planVersion: count.describe("Version of the control plan by which its values were stored"),
  values: z.array(monthValue).describe("A value for every activity; none while it is open"),
  late: z.boolean().describe("Whether it was stored after its deadline"),
  storeBy: instantOut("Until when the enterprise stores it; of a returned month, until when it stores it again"),
  districtCheckBy: instantOut("Until when the district checks it"),
  cityCheckBy: instantOut("Until when the city checks it"),
  reason: z.string().optional().describe("Why it was changed last, or returned"),
  districtCheck: check.optional().describe("The district's check; absent before it"),
  cityCheck: check.optional().describe("The city's check; absent before it"),
});
/** A month with its history. */
export const monthWithHistory = month
  .extend({ history: z.array(monthChange).describe("Every change, the latest first, at most the last 100") })
  .meta({ id: "StoredMonthWithHistory" });
/** Why values change. */
export const storeReason = reasonGiven.optional().describe("Why what was stored before changes; needed for every change");
