import { plusDays, startOfDay } from "../../../shared/kernel/calendar.ts";
import { renewalDueOn, validityOf } from "../../../shared/members/licence-in-force.ts";
import { renewalRules } from "../../../shared/members/licence-rules.ts";
import type { Site } from "../../../shared/members/sites.ts";
import type { Item } from "../../../shared/store/client.ts";
import { dueAs } from "../../../shared/store/indexes.ts";

/** Kind of due work: licences whose holder is to be reminded of the renewal. */
export const reminders = "licence-reminder";

/** The validity of a licence whose end the holder has not been told of yet; undefined if there is nothing to tell. */
export function toRemindOf(site: Site): { readonly until: string; readonly applyBy: string } | undefined {
  const validity = validityOf(site);
  if (!validity || site.remindedOf === validity.until) return undefined;
  return { until: validity.until, applyBy: renewalDueOn(validity.until) };
}

/** What puts a site into the due index, some days before its renewal has to be applied for; nothing once the holder has been told. */
export function reminderDue(site: Site): Item {
  const remind = toRemindOf(site);
  return remind ? dueAs(reminders, site.siteId, startOfDay(plusDays(remind.applyBy, -renewalRules.noticeDaysBefore))) : {};
}
