import { beforeAll, describe, expect, it } from "vitest";
import { archiveColumns } from "../../functions/records/archive/columns.ts";
import { archiveQueries, sqlOf } from "../../functions/records/archive/queries.ts";
import { blockObjectKey } from "../../functions/records/sealing/block-object.ts";
import { type Fields, fieldsOf } from "../../infra/local-cloud/values.ts";
import { glueType } from "../../infra/stacks/archive-stack.ts";
import { listOf, type Synthesis, syntheses, type TemplateResource } from "../support/synth.ts";

describe("the stack that queries the archive of records", () => {
  let withQueries: Synthesis;
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
    const found = all.find(({ settings }) => settings.archiveQueries === "athena");
    if (!found) throw new Error("no deployment queries the archive");
    withQueries = found;
  });

  const ofType = (type: string): readonly TemplateResource[] => withQueries.resources.filter((each) => each.type === type);
  const propertiesOf = (type: string): Fields => fieldsOf(ofType(type)[0]?.properties);
  /** A text of a template, with each reference as the name of what it refers to. */
  const written = (value: unknown): string => {
    if (typeof value === "string") return value;
    const { "Fn::Join": join, Ref } = fieldsOf(value);
    return Ref === undefined
      ? listOf(listOf(join)[1])
          .map(written)
          .join(String(listOf(join)[0]))
      : `<${String(Ref)}>`;
  };

  it("is there where the setting has Athena, after the data stack, and holds no state", () => {
    for (const { settings, resources, dependencies } of all) {
      const own = resources.filter(({ stack }) => stack === "ecovalue-archive");
      expect(own.length > 0).toBe(settings.archiveQueries === "athena");
      if (own.length > 0) expect(dependencies.get("ecovalue-archive")).toContain("ecovalue-data");
      const types = /^AWS::(?:Athena::(?:WorkGroup|NamedQuery)|Glue::(?:Database|Table))$/;
      expect(own.filter(({ type }) => !types.test(type)).map(({ type }) => type)).toEqual([]);
    }
    expect(all.map(({ settings }) => settings.archiveQueries).sort()).toEqual(["athena", "off"]);
  });

  it("has a table whose columns are those of the objects, in lower case as the catalogue has names", () => {
    const { Columns, SerdeInfo } = fieldsOf(fieldsOf(propertiesOf("AWS::Glue::Table").TableInput).StorageDescriptor);
    expect(Columns).toEqual(archiveColumns.map(({ name, type }) => ({ Name: name.toLowerCase(), Type: glueType(type) })));
    expect(listOf(Columns).map(fieldsOf)).toEqual(
      expect.arrayContaining([
        { Name: "quantity", Type: "string" },
        { Name: "parties", Type: "array<struct<role:string,partyid:string,name:string,creditcode:string>>" },
        { Name: "source", Type: "struct<factid:string,facttype:string,factversion:bigint>" },
        { Name: "late", Type: "boolean" },
      ]),
    );
    expect(fieldsOf(SerdeInfo)).toMatchObject({ Parameters: { "ignore.malformed.json": "false" } });
  });

  it("finds the objects of each day where they are written, without a list of partitions", () => {
    const { TableInput } = propertiesOf("AWS::Glue::Table");
    const { Parameters, PartitionKeys, StorageDescriptor, Name } = fieldsOf(TableInput);
    const bucket = "s3://ecovalue-recordarchive-<AWS::AccountId>-<AWS::Region>";
    expect([Name, written(fieldsOf(StorageDescriptor).Location)]).toEqual(["trade_records", `${bucket}/blocks/`]);
    const template = written(fieldsOf(Parameters)["storage.location.template"]);
    const folder = `${bucket}/${blockObjectKey({ day: "2026-03-01", n: 7 })}`.replace(/[^/]+$/, "");
    expect(template.replace(/\$\{day\}/, "2026-03-01")).toBe(folder);
    expect(fieldsOf(Parameters)).toMatchObject({
      "projection.enabled": "true",
      "projection.day.type": "date",
      "projection.day.format": "yyyy-MM-dd",
      "projection.day.range": "2026-01-01,NOW+1DAYS",
      "projection.day.interval.unit": "DAYS",
    });
    expect(listOf(PartitionKeys).map((key) => fieldsOf(key).Name)).toEqual(["day"]);
  });

  it("has a workgroup that encrypts results, lets them expire, and stops what reads more than the setting", () => {
    const { Name, WorkGroupConfiguration } = propertiesOf("AWS::Athena::WorkGroup");
    const { BytesScannedCutoffPerQuery, EnforceWorkGroupConfiguration, ResultConfiguration } = fieldsOf(WorkGroupConfiguration);
    const { EncryptionConfiguration, OutputLocation, ExpectedBucketOwner } = fieldsOf(ResultConfiguration);
    expect([Name, EnforceWorkGroupConfiguration, EncryptionConfiguration]).toEqual([
      "ecovalue-records",
      true,
      { EncryptionOption: "SSE_S3" },
    ]);
    expect(BytesScannedCutoffPerQuery).toBe(withQueries.settings.archiveScanMb * 1_000_000);
    expect([written(OutputLocation), written(ExpectedBucketOwner)]).toEqual([
      "s3://ecovalue-recordexports-<AWS::AccountId>-<AWS::Region>/queries/",
      "<AWS::AccountId>",
    ]);
    const results = withQueries.assembly.ofType("AWS::S3::Bucket").find(({ name }) => name.startsWith("ecovalue-recordexports-"));
    expect(results?.properties.LifecycleConfiguration).toBeDefined();
  });

  it("has the usual questions by name, each with the SQL of its file and what its parameters are", () => {
    const named = ofType("AWS::Athena::NamedQuery").map(({ properties: { Name, QueryString, Description } }) => ({
      Name,
      QueryString,
      Description,
    }));
    expect(named).toEqual(
      archiveQueries.map((query) => ({
        Name: query.name,
        QueryString: sqlOf(query),
        Description: `${query.description}. Parameters: ${query.parameters.join(", ")}.`,
      })),
    );
    for (const { QueryString, Description } of named)
      expect([String(QueryString).length < 262_144, String(Description).length < 1_024]).toEqual([true, true]);
  });
});
