import { beforeAll, describe, expect, it } from "vitest";
import { calendarEndpoints } from "../../functions/calendar/contract.ts";
import { testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import type { Answer } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { noticeOf2026, plainNotice } from "../support/notices-of-years.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

const clock = testClock();
let engine: Engine;
let api: WholeApi;
let operator: string;
/** Years that no other test publishes or counts by. */
let year = 2060;
beforeAll(async () => {
  engine = await sharedEngine();
  api = await openWholeApi(engine, clock);
  operator = (await givenMember(engine, { role: "operator" })).subject;
});

const read = async (of: number) => (await api.call({ method: "GET", path: `/calendars/${of}` })).body as Record<string, unknown>;
const publish = (of: number, body: object, as = operator): Promise<Answer> =>
  api.call({ as, method: "PUT", path: `/calendars/${of}`, body });

describe("calendars are data", () => {
  it("a year is provisional with its statutory holidays until its notice is published", async () => {
    year += 1;
    expect(await read(2027)).toMatchObject({ year: 2027, provisional: true, version: 0, workingDays: [] });
    const days = (await read(2027)).daysOff as { day: string; holiday: string; statutory: boolean }[];
    expect(days.filter(({ holiday }) => holiday === "spring-festival").map(({ day }) => day)).toEqual([
      "2027-02-05",
      "2027-02-06",
      "2027-02-07",
      "2027-02-08",
    ]);
    expect(await publish(year, { ...plainNotice(year, [`${year}-08-01`]), documentNumber: "国办 1" })).toMatchObject({ status: 200 });
    const after = await read(year);
    expect(after).toMatchObject({ provisional: false, version: 1, documentNumber: "国办 1", publishedAt: clock.now() });
    expect(after.daysOff).toContainEqual({
      ...{ day: `${year}-08-01`, holiday: "special", statutory: false },
      name: { zh: "特别放假", en: "Special holiday" },
    });
  });

  it("a notice is corrected by naming its latest version and the reason, never silently", async () => {
    year += 1;
    await publish(year, plainNotice(year));
    expect(await publish(year, plainNotice(year))).toMatchObject({
      status: 409,
      body: { type: "/problems/calendar-published", version: 1 },
    });
    const correction = { version: 1, reason: "typing error" };
    expect(await publish(year, { ...plainNotice(year, [`${year}-08-02`]), correction })).toMatchObject({
      status: 200,
      body: { version: 2 },
    });
    const stale = await publish(year, { ...plainNotice(year), correction });
    expect(stale).toMatchObject({ status: 412, body: { type: "/problems/calendar-changed", version: 2 } });
  });

  it("two corrections of one version at once: one is published, the other refused", async () => {
    year += 1;
    await publish(year, plainNotice(year));
    const correction = { version: 1, reason: "late" };
    const both = await Promise.all([
      publish(year, { ...plainNotice(year, [`${year}-08-03`]), correction }),
      publish(year, { ...plainNotice(year, [`${year}-08-04`]), correction }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await read(year)).toMatchObject({ version: 2 });
  });

  it("a notice that lacks a statutory holiday or works on a weekday is refused with the days", async () => {
    const lacking = { ...noticeOf2026, holidays: noticeOf2026.holidays.filter(({ holiday }) => holiday !== "mid-autumn") };
    const refused = await publish(2026, lacking);
    expect(refused).toMatchObject({ status: 422, body: { type: "/problems/notice-invalid", days: ["2026-09-25"] } });
    const shifted = await publish(2026, { ...noticeOf2026, workingDays: ["2026-03-03"] });
    expect(shifted).toMatchObject({ status: 422, body: { type: "/problems/notice-invalid", days: ["2026-03-03"] } });
  });

  it("only the operator publishes, and a second person has to approve", async () => {
    for (const role of ["enterprise", "regulator"] as const) {
      const { subject } = await givenMember(engine, { role });
      expect(await publish(2026, noticeOf2026, subject)).toMatchObject({ status: 403 });
    }
    expect(calendarEndpoints.publishCalendar.secondPerson).toEqual({ always: ["operator"] });
  });
});
