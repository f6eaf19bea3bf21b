import { Aws, Fn } from "aws-cdk-lib";
import { CfnNamedQuery, CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import type { Construct } from "constructs";
import { type ArchiveColumn, archiveColumns, type ColumnType, partitionColumn } from "../../functions/records/archive/columns.ts";
import { archiveQueries, sqlOf } from "../../functions/records/archive/queries.ts";
import { type Deployment, nameOf } from "../deployment.ts";
import { ProductStack } from "./product-stack.ts";

/** The first day that has records. Days of a query before it are not looked for. */
const firstDay = "2026-01-01";

/** Megabytes of Athena's limit, as its price counts them. */
const bytesPerMb = 1_000_000;

/**
 * How the archive of records is queried: a table over the objects of sealed blocks, a workgroup that encrypts its results and stops what reads too
 * much, and the usual questions by name. It holds no state: the objects and the results are in buckets of the data stack.
 */
export class ArchiveStack extends ProductStack {
  constructor(scope: Construct, deployment: Deployment) {
    super(scope, "archive", deployment.settings);
    const { settings } = deployment;
    const database = new CfnDatabase(this, "database", {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: `${settings.deployment}_records`, description: "Sealed trade records" },
    });
    const table = new CfnTable(this, "trade-records", {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: database.ref,
      tableInput: tradeRecords(locationOf(deployment, "RecordArchive", "blocks/")),
    });
    const workgroup = new CfnWorkGroup(this, "workgroup", {
      name: `${settings.deployment}-records`,
      description: "Questions to the archive of trade records",
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        // What somebody sets for a query of theirs does not count.
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: settings.archiveScanMb * bytesPerMb,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          // They expire with the exports.
          outputLocation: locationOf(deployment, "RecordExports", "queries/"),
          encryptionConfiguration: { encryptionOption: "SSE_S3" },
          expectedBucketOwner: Aws.ACCOUNT_ID,
        },
      },
    });
    for (const query of archiveQueries) {
      const { name, description, parameters } = query;
      const named = new CfnNamedQuery(this, name, {
        name,
        description: `${description}. Parameters: ${parameters.join(", ")}.`,
        database: database.ref,
        workGroup: workgroup.ref,
        queryString: sqlOf(query),
      });
      named.addResourceDependency(table);
    }
  }
}

/** Address of what is below a prefix of a bucket. */
function locationOf(deployment: Deployment, bucket: string, prefix: string): string {
  return Fn.join("", ["s3://", nameOf(deployment, "bucket", bucket), "/", prefix]);
}

/** Partitions are not listed anywhere: their days follow from the range, so that a new day is there as soon as it has an object. */
function tradeRecords(location: string): CfnTable.TableInputProperty {
  return {
    name: "trade_records",
    description: "One row for each sealed record: its members, the block that sealed it, and whether it came late",
    tableType: "EXTERNAL_TABLE",
    partitionKeys: [{ name: partitionColumn, type: "string", comment: "Day in Asia/Shanghai" }],
    parameters: {
      classification: "json",
      "projection.enabled": "true",
      [`projection.${partitionColumn}.type`]: "date",
      [`projection.${partitionColumn}.format`]: "yyyy-MM-dd",
      // The day in Shanghai begins before the one of UTC, which NOW means.
      [`projection.${partitionColumn}.range`]: `${firstDay},NOW+1DAYS`,
      [`projection.${partitionColumn}.interval`]: "1",
      [`projection.${partitionColumn}.interval.unit`]: "DAYS",
      "storage.location.template": Fn.join("", [location, `${partitionColumn}=\${${partitionColumn}}/`]),
    },
    storageDescriptor: {
      location,
      columns: archiveColumns.map(({ name, type }) => ({ name: name.toLowerCase(), type: glueType(type) })),
      inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      serdeInfo: {
        serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
        // A line that is no record fails the query: left out, it would be missed by nobody.
        parameters: { "ignore.malformed.json": "false" },
      },
    },
  };
}

/** A column's type as the catalogue writes it. Names are in lower case there, and queries write them either way. */
export function glueType(type: ColumnType): string {
  if (type === "text") return "string";
  if (type === "whole number") return "bigint";
  if (type === "yes or no") return "boolean";
  if ("listOf" in type) return `array<${glueType(type.listOf)}>`;
  return `struct<${type.fields.map((field: ArchiveColumn) => `${field.name.toLowerCase()}:${glueType(field.type)}`).join(",")}>`;
}
