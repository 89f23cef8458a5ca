import { toBase64 } from "../../numeric/base64";
import { parquetKeys } from "../../worker/importing/parquetKeys";
import { describeArtifacts } from "../metadata";
import { pythonModule, typescriptModule } from "../modules/modules";
import { csvFile, dialects, kitTexts } from "../sql/kit";
import { milvusFiles, qdrantFiles } from "../sql/textKits";
import type { KitContext } from "./context";
import { writeDocumentsParquet } from "./documents";
import { type Engine, engines, isEngine } from "./engines";
import { faissFiles } from "./faissFiles";
import { goldenJson, type GoldenQuery, goldenQueries } from "./golden";
import { notebookFiles, npyFiles, npzFile } from "./numpyFiles";
import { documentsFile, parametersFile } from "./parameterFiles";
import { storedWords } from "./storedWords";
import { byteFile, type KitFile, textFile } from "./kitFile";
import type { KitKind } from "../../model/artifacts";
import { ConfigError } from "../../model/configError";
import { hindranceOf } from "../../model/hindrance";

function parquetFile(context: KitContext): KitFile {
  return {
    path: "documents.parquet",
    passes: 1,
    async write(sink, rows) {
      const { artifacts } = context;
      const metadata = describeArtifacts(artifacts, {});
      await writeDocumentsParquet(sink, rows, context, {
        [parquetKeys.metadata]: new TextDecoder().decode(metadata),
        [parquetKeys.parameters]: toBase64(parametersFile(context)),
      });
    },
  };
}

const safetensors = (context: KitContext) =>
  byteFile("parameters.safetensors", () => parametersFile(context));

const moduleTexts = ({ artifacts }: KitContext): KitFile[] => [
  textFile("bitsieve.py", () => pythonModule(artifacts)),
  textFile("bitsieve.ts", () => typescriptModule(artifacts)),
];

/** Parameters, what is stored of the documents, and what must come out. */
function parameterFiles(
  context: KitContext,
  queries: readonly GoldenQuery[],
): KitFile[] {
  return [
    safetensors(context),
    byteFile("documents.safetensors", () => documentsFile(context)),
    goldenFile(context, queries),
  ];
}

function goldenFile(
  context: KitContext,
  queries: readonly GoldenQuery[],
): KitFile {
  return textFile("golden.json", () => goldenJson(context, queries));
}

/** Whether the run's methods can leave in files of a kind. */
const allows = ({ artifacts }: KitContext, kind: KitKind) =>
  hindranceOf(kind, artifacts.portability) === null;

function engineFiles(
  engine: Engine,
  context: KitContext,
  queries: readonly GoldenQuery[],
): KitFile[] {
  const dialect = dialects[engine];
  return [
    dialect.data === "documents.csv" ? csvFile(context) : parquetFile(context),
    ...kitTexts(dialect, context, queries),
  ];
}

/** All kits over one copy of the documents; `npz` names the arrays' file. */
function everything(
  context: KitContext,
  queries: readonly GoldenQuery[],
  npz: string,
): KitFile[] {
  // The vectors are in the documents already.
  const lean = {
    ...context,
    options: { ...context.options, embeddings: false },
  };
  return [
    textFile("README.md", () => zipReadme(context, npz)),
    ...(allows(context, "modules") ? moduleTexts(context) : []),
    ...parameterFiles(context, queries),
    parquetFile(context),
    csvFile(context),
    npzFile(lean, `numpy/${npz}`),
    ...(allows(context, "notebook") ? notebookFiles(lean) : []).map((file) => ({
      ...file,
      path: `notebook/${file.path}`,
    })),
    ...(allows(context, "faiss") ? faissFiles(context, "faiss/") : []),
    ...engines.flatMap((engine) =>
      kitTexts(dialects[engine], context, queries),
    ),
    ...qdrantFiles(context, queries),
    ...milvusFiles(context, queries),
  ];
}

/** Kinds that not every method can leave in. */
const hindered = ["modules", "faiss", "notebook"] as const;

function zipReadme(context: KitContext, npz: string): string {
  const { artifacts, bits, n, text } = context;
  const { hashArrays, structureArrays, columns, portability } = artifacts;
  const { dataset, version } = artifacts.result;
  return text.readmes.zip({
    dataset: dataset.name,
    documents: n,
    bits,
    version,
    parameters: [hashArrays, structureArrays].flatMap(Object.keys),
    stored: columns.length > 0 ? storedWords(context).many : null,
    npz,
    hindrances: hindered
      .map((kind) => hindranceOf(kind, portability))
      .filter((hindrance) => hindrance !== null),
  });
}

/**
 * The files of one kind; `runName` names those that stand alone.
 *
 * @throws ConfigError where the run's methods cannot leave in such files.
 */
export function kitFiles(
  kind: KitKind,
  context: KitContext,
  runName: string,
): KitFile[] {
  const hindrance = hindranceOf(kind, context.artifacts.portability);
  if (hindrance) throw new ConfigError("config.not-exportable", hindrance);
  const golden = () => goldenQueries(context);
  if (isEngine(kind)) return engineFiles(kind, context, golden());
  switch (kind) {
    case "npz":
      return [npzFile(context, `${runName}.npz`)];
    case "npy":
      return npyFiles(context);
    case "notebook":
      return notebookFiles(context);
    case "safetensors":
      return [safetensors(context)];
    case "faiss":
      return faissFiles(context, "");
    case "parquet":
      return [parquetFile(context)];
    case "qdrant":
      return [parquetFile(context), ...qdrantFiles(context, golden())];
    case "milvus":
      return [parquetFile(context), ...milvusFiles(context, golden())];
    case "modules":
      return [...moduleTexts(context), ...parameterFiles(context, golden())];
    case "golden":
      return [goldenFile(context, golden())];
    case "zip":
      return everything(context, golden(), `${runName}.npz`);
  }
}
