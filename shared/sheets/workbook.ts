import { message } from "../kernel/message.ts";
import { formatOfCode, formatOfNumber, type NumberFormat } from "./number-formats.ts";
import type { SheetPackage } from "./open-package.ts";
import { mostSharedTexts } from "./package-limits.ts";
import { readWholeXml, readXml } from "./read-xml.ts";
import type { DateSystem } from "./serial-days.ts";
import { UnreadableSheet } from "./sheet-errors.ts";

/** What the rows of a worksheet are read with. */
export interface Worksheet {
  readonly name: string;
  /** Part of the package that holds the rows. */
  readonly part: string;
  readonly dateSystem: DateSystem;
  readonly sharedTexts: readonly string[];
  /** Format of each style, by the number that cells name. */
  readonly formats: readonly NumberFormat[];
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

const macros = message("须为不含宏的 .xlsx 工作簿", "a workbook without macros, saved as .xlsx");
const openXml = message("须为 .xlsx 工作簿（请另存为 .xlsx）", "an .xlsx workbook: save the table as .xlsx");

const hidden: readonly string[] = ["hidden", "veryHidden"];

/** Finds the worksheet of a name, or the only visible one, with the texts and styles that its cells name. */
export async function findWorksheet(files: SheetPackage, wanted: string): Promise<Worksheet> {
  if (!files.has("_rels/.rels")) throw new UnreadableSheet(files.has("content.xml") ? "OpenDocument" : "ZIP", openXml);
  const root = [...(await relationsOf(files, "")).values()].find(({ type }) => type === "officeDocument");
  if (!root?.target.endsWith(".xml")) throw new UnreadableSheet(root?.target ?? "ZIP", openXml);
  const relations = await relationsOf(files, root.target);
  const found = [...relations.values()];
  if (found.some(({ type }) => type === "vbaProject")) throw new UnreadableSheet("vbaProject", macros);
  const { sheets, dateSystem } = await readWorkbook(files, root.target);
  const visible = sheets.flatMap(({ name, relation }) => {
    const { type, target = "" } = relations.get(relation) ?? {};
    return type === "worksheet" ? [{ name, part: target }] : [];
  });
  const chosen = visible.find(({ name }) => name === wanted) ?? (visible.length === 1 ? visible[0] : undefined);
  if (!chosen) {
    const names = visible.map(({ name }) => name).join(", ");
    throw new UnreadableSheet(names, message(`须有名为 ${wanted} 的工作表`, `a visible worksheet named ${wanted}`));
  }
  const partOf = (type: string): string | undefined =>
    found.find((relation) => relation.type === type && files.has(relation.target))?.target;
  return {
    ...chosen,
    dateSystem,
    sharedTexts: await readSharedTexts(files, partOf("sharedStrings")),
    formats: await readFormats(files, partOf("styles")),
  };
}

/** The relations of a part by their names; of the package itself for the empty name. */
async function relationsOf(files: SheetPackage, part: string): Promise<Map<string, Relation>> {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const relations = new Map<string, Relation>();
  await readWholeXml(files.textOf(`${folder}_rels/${part.slice(folder.length)}.rels`), {
    open(name, { Id = "", Type = "", Target = "" }) {
      if (name !== "Relationship") return;
      const target = new URL(Target, `part:///${folder}`).pathname.slice(1);
      relations.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), target });
    },
  });
  return relations;
}

/** The visible sheets in their order, and the day that dates count from. */
async function readWorkbook(files: SheetPackage, part: string) {
  const sheets: { readonly name: string; readonly relation: string }[] = [];
  let dateSystem: DateSystem = 1900;
  await readWholeXml(files.textOf(part), {
    open(element, { name = "", id = "", state = "visible", date1904 = "0" }) {
      if (element === "workbookPr" && (date1904 === "1" || date1904 === "true")) dateSystem = 1904;
      if (element === "sheet" && !hidden.includes(state)) sheets.push({ name, relation: id });
    },
  });
  return { sheets, dateSystem };
}

/** The texts that cells share; of formatted texts their runs together, without readings. */
async function readSharedTexts(files: SheetPackage, part: string | undefined): Promise<readonly string[]> {
  const texts: string[] = [];
  if (part === undefined) return texts;
  const collector = textCollector();
  const steps = readXml(files.textOf(part), {
    open: collector.open,
    text: collector.text,
    close(name) {
      collector.close(name);
      if (name === "si") texts.push(collector.take());
    },
  });
  for await (const _ of steps) {
    if (texts.length > mostSharedTexts)
      throw new UnreadableSheet(
        `${texts.length}`,
        message(`至多 ${mostSharedTexts} 个共享文本`, `at most ${mostSharedTexts} shared texts`),
      );
  }
  return texts;
}

/** Collects the text of a shared or inline text from its elements. */
export function textCollector() {
  let within = false;
  let reading = 0;
  let collected = "";
  return {
    open(name: string): void {
      if (name === "rPh") reading++;
      within = name === "t" && reading === 0;
    },
    close(name: string): void {
      if (name === "rPh") reading--;
      within = false;
    },
    text(text: string): void {
      if (within) collected += text;
    },
    /** The text so far, with escaped characters as themselves; begins anew. */
    take(): string {
      const text = collected;
      collected = "";
      return text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))) : text;
    },
  };
}

/** The format of each cell style, in the order of their numbers. */
async function readFormats(files: SheetPackage, part: string | undefined): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>();
  const numbers: number[] = [];
  let withinCells = false;
  if (part === undefined) return [];
  await readWholeXml(files.textOf(part), {
    open(name, { numFmtId = "0", formatCode = "" }) {
      if (name === "numFmt") codes.set(Number(numFmtId), formatCode);
      if (name === "cellXfs") withinCells = true;
      if (name === "xf" && withinCells) numbers.push(Number(numFmtId));
    },
    close(name) {
      if (name === "cellXfs") withinCells = false;
    },
  });
  return numbers.map((number) => {
    const code = codes.get(number);
    return code === undefined ? formatOfNumber(number) : formatOfCode(code);
  });
}
