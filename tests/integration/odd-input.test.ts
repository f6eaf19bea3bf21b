import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { bodyBounds } from "../../shared/http/json-bounds.ts";
import { type AuctionHouse, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { receipt } from "../support/bank.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { forbiddenTexts } from "../support/fuzz/mutations.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

interface Problem {
  readonly type: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly errorCount: number;
}

describe("nothing odd gets through", () => {
  let house: AuctionHouse;
  let api: WholeApi;
  beforeAll(async () => {
    house = await openAuctionHouse();
    api = await openWholeApi(house.engine, house.clock);
  });

  const read = (path: string, more: Partial<Request> = {}): Promise<Answer> =>
    api.call({ as: house.operator, method: "GET", path, ...more });
  const problemOf = ({ body }: Answer): Problem => body as Problem;
  async function refused(request: Request): Promise<Problem & { readonly status: number }> {
    api.written();
    const answer = await api.call(request);
    expect(api.written()).toEqual([]);
    return { ...problemOf(answer), status: answer.status };
  }
  const application = (changed: object = {}): Request => ({
    ...{ as: `person-${randomUUID()}`, method: "POST", path: "/parties" },
    body: { name: "某公司", creditCode: freshCreditCode(), type: "enterprise", area: "420704", representative: "张三", ...changed },
  });
  /** A text as the body of an application, as API Gateway hands it over. */
  const raw = (body: string, event: object = {}): Request => ({ ...application(), event: { body, ...event } });

  describe("text has one rule", () => {
    it.each([...forbiddenTexts])("refuses %j in a body, with its place and before anything is trimmed", async (text) => {
      for (const name of [text, ` ${text}`, `名称${text}`]) {
        const { status, errors } = await refused(application({ name }));
        expect([status, errors?.[0]?.pointer]).toEqual([422, "/body/name"]);
      }
    });

    it("lets names of Ezhou pass as they are entered", async () => {
      for (const name of ["葛店（集团）有限公司", "阿布都·买买提", "𠮷野家 𪚥"])
        expect(await api.call(application({ name }))).toMatchObject({ status: 201, body: { name } });
    });

    it("refuses half a surrogate pair in a name of a member, a path and a query", async () => {
      expect(await refused(raw('{"\\ud800":1}'))).toMatchObject({ status: 422 });
      for (const event of [{ queryStringParameters: { cursor: "\ud800" } }, { queryStringParameters: { "\ud800": "1" } }])
        expect(await read("/auctions", { event })).toMatchObject({ status: 422 });
      expect(await read("/", { decodedPath: "/parties/\ud800" })).toMatchObject({
        status: 422,
        body: { type: "/problems/validation-failed" },
      });
    });

    it("explains a refusal in both languages", async () => {
      const request = application({ name: "a\u202eb" });
      const details = await Promise.all(
        (["zh", "en"] as const).map(async (language) => (await refused({ ...request, language })).errors[0]?.detail),
      );
      expect(details).toEqual([
        "第 2 个字符 U+202E 不可用：不可见或改变文字方向的字符",
        "character 2, U+202E, is not allowed: a character that is invisible or changes the direction of text",
      ]);
    });
  });

  it("an escaped slash separates nothing, and a dot in a path is a dot", async () => {
    for (const path of ["/auctions%2Fall%2Fdues", "/auctions%2Fown", "/openapiXjson"])
      expect([path, await read(path)]).toMatchObject([path, { status: 404, body: { type: "/problems/no-such-path" } }]);
    expect(await read("/auctions/all%2Fdues")).toMatchObject({ status: 404, body: { type: "/problems/not-found" } });
  });

  describe("instants lie in the years 1970 to 9999", () => {
    it.each(["10000-01-01T00:00:00Z", "+010000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "1969-12-31T23:59:59Z"])(
      "%s asks for no balance and opens no auction",
      async (at) => {
        const statement = await read(`/records/statement?account=treasury:0&instrument=CNY&at=${encodeURIComponent(at)}`);
        expect([statement.status, problemOf(statement).errors[0]?.pointer]).toEqual([422, "/query/at"]);
        const schedule = { opensAt: at, enrolsUntil: "2026-03-03T00:00:00Z", closesAt: "2026-03-04T00:00:00Z" };
        const announced = await refused({ as: house.operator, method: "POST", path: "/auctions", body: { terms: usualTerms, schedule } });
        expect([announced.status, announced.errors[0]?.pointer]).toEqual([422, "/body/schedule/opensAt"]);
      },
    );
  });

  describe("every value has one form", () => {
    it.each(["1e1", "%205", "%2B5", "0x10", "05", "5.0", "", "9%00", "1&limit=1"])("refuses limit=%s", async (limit) => {
      expect(await read(`/auctions?limit=${limit}`)).toMatchObject({ status: 422, body: { type: "/problems/validation-failed" } });
    });

    it("refuses a parameter that is given twice, which API Gateway joins with a comma", async () => {
      const { errors } = problemOf(await read("/auctions?cursor=a&cursor=b"));
      expect(errors).toContainEqual({ pointer: "/query/cursor", detail: "given more than once" });
    });

    it("answers a path that is no path of ours with a refusal", async () => {
      for (const decodedPath of ["/cash/%", "/parties/%", "/parties/%2e", "/auctions/a%20b", "//", "/cash/own//", "/auctions/../cash/own"])
        expect([404, 422]).toContain((await read("/", { decodedPath })).status);
      for (const method of ["HEAD", "PATCH", "TRACE", "get", "DELETE"] as unknown as Request["method"][])
        expect(await read("/cash/own", { method })).toMatchObject({
          ...{ status: 405, headers: { allow: "GET, OPTIONS" } },
          body: { type: "/problems/method-not-allowed", detail: "This path takes these methods only: GET, OPTIONS." },
        });
    });

    it("takes bank references that differ in case for the same line, and keeps the entered form", async () => {
      const { partyId, party } = await givenMember(house.engine, { role: "enterprise" });
      const reference = `Abc-${randomUUID()}`;
      const body = receipt({ partyId, name: party.name }, "1.00", house.clock.now());
      const book = (bankReference: string): Request => ({
        ...{ as: house.operator, method: "POST", path: "/cash/receipts", body: { ...body, bankReference } },
      });
      expect(await api.call(book(reference))).toMatchObject({ status: 200, body: { bankReference: reference } });
      for (const same of [reference.toUpperCase(), reference.toLowerCase()]) {
        expect(await refused(book(same))).toMatchObject({ status: 409, type: "/problems/duplicate-bank-line" });
      }
    });

    it.each([
      ["no JSON", "{"],
      ["trailing text", '{"a":1}x'],
      ["NaN", '{"a":NaN}'],
      ["a byte order mark", '\ufeff{"a":1}'],
      ["a member named twice", '{"name":"a","name":"b"}'],
      ["a member named twice under another spelling", '{"name":"a","n\\u0061me":"b"}'],
      ["nothing but blanks", "  "],
    ])("refuses a body with %s as unreadable, and says why", async (_what, body) => {
      expect(await refused(raw(body))).toMatchObject({ status: 400, type: "/problems/malformed-body", reason: expect.stringMatching(/./) });
    });

    it("refuses another content type, bytes that are not UTF-8, and a body of a read", async () => {
      const headers = { "content-type": "text/plain", "idempotency-key": "k" };
      expect(await refused(raw("{}", { headers }))).toMatchObject({ status: 400, type: "/problems/malformed-body" });
      const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString("base64");
      expect(await refused(raw(bytes, { isBase64Encoded: true }))).toMatchObject({ status: 400, type: "/problems/malformed-body" });
      expect(await read("/auctions", { body: {} })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/body" }] } });
    });

    it("refuses an unknown member at any depth", async () => {
      const { schedule } = {
        schedule: { opensAt: "2026-03-02T02:00:00Z", enrolsUntil: "2026-03-03T00:00:00Z", closesAt: "2026-03-04T00:00:00Z" },
      };
      const terms = { ...usualTerms, lot: { ...usualTerms.lot, quantiti: "10" } };
      const body = {
        terms,
        schedule: { ...schedule, opensat: "" },
        reservePrice: JSON.parse('{"price":"4000","__proto__":{}}') as unknown,
      };
      const { errors } = await refused({ as: house.operator, method: "POST", path: "/auctions", body });
      expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
        "/body/reservePrice/__proto__",
        "/body/schedule/opensat",
        "/body/terms/lot/quantiti",
      ]);
    });

    it.each([
      ["en", "unknown member; did you mean minimumBidders?", "unknown member; did you mean quantity?"],
      ["zh", "未知的字段，是否应为 minimumBidders？", "未知的字段，是否应为 quantity？"],
    ] as const)("names the nearest known member of terms and of a bid step, in %s", async (language, ofTerms, ofStep) => {
      const schedule = { opensAt: "2026-03-02T02:00:00Z", enrolsUntil: "2026-03-03T00:00:00Z", closesAt: "2026-03-04T00:00:00Z" };
      const body = { terms: { ...usualTerms, minimumBiders: 1 }, schedule };
      const announced = await refused({ as: house.operator, method: "POST", path: "/auctions", body, language });
      expect(announced.errors).toEqual([{ pointer: "/body/terms/minimumBiders", detail: ofTerms }]);
      const { subject } = await givenMember(house.engine, { role: "enterprise" });
      const steps = [{ price: "4000", quantity: "1", quantiti: "2" }];
      const bid = await refused({ as: subject, method: "PUT", path: "/auctions/a/enrolments/e/bid", body: { steps }, language });
      expect(bid.errors).toEqual([{ pointer: "/body/steps/0/quantiti", detail: ofStep }]);
    });

    it("takes an absent body for an empty one: each required member is named, and none is asked for where there is none", async () => {
      const { body: _body, ...without } = application();
      const { status, errors } = await refused(without);
      const names = ["name", "creditCode", "type", "area", "representative"];
      expect([status, errors.map(({ pointer }) => pointer)]).toEqual([422, names.map((name) => `/body/${name}`)]);
      expect(errors.every(({ detail }) => detail.startsWith("required: "))).toBe(true);
      const { subject } = await givenMember(house.engine, { role: "enterprise" });
      expect(await api.call({ as: subject, method: "PUT", path: "/notices/none/read" })).toMatchObject({ status: 404 });
    });

    it.each(["priceTick", "quantityStep", "basePrice", "lot.quantity", "depositRate"])(
      "refuses terms whose %s is no decimal at that place, although other rules compare it",
      async (name) => {
        const schedule = { opensAt: "2026-03-02T02:00:00Z", enrolsUntil: "2026-03-03T00:00:00Z", closesAt: "2026-03-04T00:00:00Z" };
        for (const odd of ["", "x", "1e3", "-1", "NaN", "0x10", "１"]) {
          const terms = name.startsWith("lot.") ? { lot: { ...usualTerms.lot, quantity: odd } } : { [name]: odd };
          const body = { terms: { ...usualTerms, ...terms }, schedule };
          const { status, errors } = await refused({ as: house.operator, method: "POST", path: "/auctions", body });
          expect([status, errors.map(({ pointer }) => pointer)]).toEqual([422, [`/body/terms/${name.replace(".", "/")}`]]);
        }
      },
    );

    it("answers odd headers as those of any call", async () => {
      for (const language of ["", "*", "en;q=0.1", "\u00ff", "x".repeat(10_000), "__proto__"])
        expect(await read("/cash/own", { event: { headers: { "accept-language": language } } })).toMatchObject({
          ...{ status: 403, headers: { "content-language": language.startsWith("en") ? "en" : "zh-CN" } },
        });
      const french = await read("/nowhere", { event: { headers: { "accept-language": "fr-FR, fr;q=0.9" } } });
      expect(french).toMatchObject({ status: 404, headers: { "content-language": "zh-CN" }, body: { title: "没有此路径" } });
      for (const key of ["", " ", "a b", "k".repeat(129), "键", "\u007f", "\ud800"])
        expect(await refused({ ...application(), key })).toMatchObject({ status: 400, type: "/problems/idempotency-key-missing" });
    });
  });

  describe("a cursor", () => {
    const cursors = async (path: string): Promise<string> => String(((await read(path)).body as { nextCursor?: string }).nextCursor);
    const position = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

    it("that is malformed, forged, of another list or huge is refused at /query/cursor, never a fault", async () => {
      await house.announce();
      await house.announce();
      const own = await cursors("/auctions?limit=1");
      const [tag = "", ...rest] = JSON.parse(Buffer.from(own, "base64url").toString()) as string[];
      const forged = [
        position(tag, ...rest.map(() => "\ud800")),
        position(tag, ...rest.map(() => "")),
        position(tag, ...rest.map(() => 7)),
        position(tag, ...rest, "more"),
        position(tag),
        position("00000000", ...rest),
        Buffer.from('{"sk":"\\ud800"}').toString("base64url"),
      ];
      for (const cursor of [...forged, `${own}=`, `${own}.`, own.slice(0, -2), "%00", "a,b", "__proto__", "x".repeat(10_000), ""]) {
        const answer = await read(`/auctions?cursor=${encodeURIComponent(cursor.replace("%00", "\0"))}`);
        expect([cursor, answer.status, problemOf(answer).errors[0]?.pointer]).toEqual([cursor, 422, "/query/cursor"]);
      }
      for (const path of ["/records/facts", "/parties", "/cash/bookings", "/permits/needs", "/notices", "/permits/caps/ezhou/SO2"])
        expect([path, (await read(`${path}?cursor=${own}`)).status]).toEqual([path, 422]);
      expect(await read(`/auctions?limit=1&cursor=${own}`)).toMatchObject({ status: 200 });
    });
  });

  describe("answers are bounded", () => {
    const members = (count: number): string => `{${Array.from({ length: count }, (_, index) => `"unknown${index}":1`).join()}}`;

    it("lists at most twenty errors, then their number", async () => {
      const problem = await refused(raw(members(15_000)));
      expect(problem).toMatchObject({ status: 422, errorCount: 15_005 });
      expect(problem.errors).toHaveLength(20);
      expect(JSON.stringify(problem).length).toBeLessThan(3_000);
      expect(await refused(application({ name: 7 }))).toMatchObject({ errorCount: 1, errors: [{ pointer: "/body/name" }] });
    });

    it("bounds members and depth of a body: a hundred thousand unknown members are not even parsed", async () => {
      for (const count of [bodyBounds.values + 1, 100_000, 130_000]) {
        const problem = await refused(raw(members(count)));
        expect([problem.status, problem.type]).toEqual([400, "/problems/malformed-body"]);
        expect(JSON.stringify(problem).length).toBeLessThan(2_000);
      }
      expect(await refused(raw("[".repeat(2_000_000)))).toMatchObject({ status: 400, type: "/problems/malformed-body" });
      expect(await refused(raw(`{"name":"${"x".repeat(5_000_000)}"}`))).toMatchObject({ status: 400, reason: "more than 4 MB" });
    });

    it("has short answers to the longest pointers that the bounds allow", async () => {
      const name = "~".repeat(bodyBounds.nameLength);
      const deep = `${`{"${name}":`.repeat(9)}{${Array.from({ length: 30 }, (_, index) => `"${name.slice(2)}${10 + index}":"\\ud800"`).join()}}${"}".repeat(9)}`;
      const problem = await refused(raw(deep));
      expect(problem).toMatchObject({ status: 422 });
      expect(JSON.stringify(problem).length).toBeLessThan(64 * 1024);
    });
  });
});
