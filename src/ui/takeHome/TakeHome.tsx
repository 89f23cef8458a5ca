import { useState } from "react";
import { approximateSize, type SizeFacts } from "../../export/kits/sizes";
import { holdsVectors } from "../../export/kits/engines";
import { useApp } from "../../state/appStoreContext";
import { hindranceOf } from "../../model/hindrance";
import { progressShare } from "../../model/pipelineSteps";
import { ParityCheck } from "./ParityCheck";
import { TargetCard } from "./TargetCard";
import { useTakeHome } from "./useTakeHome";
import type { DatasetInfo } from "../../model/datasetInfo";
import type { RunView } from "../../model/run/view";
import type { KitKind } from "../../model/artifacts";
import type { AllWords } from "../../words/allLanguages";
import { wordFaultLine } from "../../words/languages";
import { progressPace } from "../../words/progress";
import { useAllWords } from "../useAllWords";

const groups: readonly {
  readonly name: keyof AllWords["takeHome"]["groups"];
  readonly kinds: readonly KitKind[];
}[] = [
  { name: "all", kinds: ["zip"] },
  {
    name: "arrays",
    kinds: ["npz", "notebook", "safetensors", "faiss", "parquet"],
  },
  {
    name: "databases",
    kinds: ["duckdb", "postgresql", "pgvector", "clickhouse", "spark"],
  },
  { name: "code", kinds: ["modules", "golden"] },
  { name: "stores", kinds: ["qdrant", "milvus"] },
];

/** Everything that leaves for another program, target by target. */
export function TakeHome() {
  const words = useAllWords();
  const text = words.takeHome;
  const view = useApp((state) => state.view);
  const dataset = useApp((state) => state.dataset);
  const threshold = useApp((state) => state.threshold);
  const limit = useApp((state) => state.limit);
  const [embeddings, setEmbeddings] = useState(true);
  const [texts, setTexts] = useState(true);
  const saving = useTakeHome();
  if (!view || !dataset) return <p>{text.empty}</p>;
  const options = (kind: KitKind) => ({
    embeddings: embeddings && holdsVectors(kind),
    texts,
  });
  const facts = (kind: KitKind) => factsOf(view, dataset, options(kind));
  return (
    <>
      <p>{text.intro(`t = ${threshold}`, words.format.count(limit))}</p>
      <div className="kitOptions">
        <Check
          label={text.embeddings}
          checked={embeddings}
          onChange={setEmbeddings}
        />
        {dataset.hasTexts && (
          <Check label={text.texts} checked={texts} onChange={setTexts} />
        )}
      </div>
      <SaveStatus saving={saving} />
      {groups.map(({ name, kinds }) => (
        <section key={name} aria-label={text.groups[name]} className="kitGroup">
          <h3>{text.groups[name]}</h3>
          <ul className="kitList">
            {kinds.map((kind) => (
              <TargetCard
                key={kind}
                kind={kind}
                sizeBytes={approximateSize(kind, facts(kind))}
                hindrance={hindranceOf(kind, view.portability)}
                disabled={saving.working !== null}
                onSave={() => saving.save(kind, options(kind))}
              />
            ))}
          </ul>
        </section>
      ))}
      <ParityCheck view={view} />
    </>
  );
}

function factsOf(
  { result, stored }: RunView,
  dataset: DatasetInfo,
  options: { readonly embeddings: boolean; readonly texts: boolean },
): SizeFacts {
  const { hash, k } = result.config;
  return {
    n: result.corpusSize,
    dim: dataset.dim,
    bits: hash.bits,
    stored,
    queries: result.queryIds.length,
    k,
    textLength: options.texts ? dataset.textLength : 0,
    embeddings: options.embeddings,
  };
}

function Check(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label>
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
      />{" "}
      {props.label}
    </label>
  );
}

/** What is being written, how fast, how long still; then what was written. */
function SaveStatus({
  saving,
}: {
  readonly saving: ReturnType<typeof useTakeHome>;
}) {
  const words = useAllWords();
  const text = words.takeHome;
  const { working, progress, message, failure } = saving;
  const share = progress ? progressShare(progress) : 0;
  return (
    <div
      className="kitStatus"
      data-testid="kit-status"
      data-empty={(!working && message === "" && !failure) || undefined}
    >
      {working && (
        <>
          <progress
            value={share}
            max={1}
            aria-label={text.targets[working].title}
          />
          <p>
            {text.targets[working].title}:{" "}
            {progress
              ? text.progress(
                  words.format.count(progress.done),
                  words.format.count(progress.total),
                  words.progress.units[progress.unit],
                  progressPace(words, progress),
                )
              : text.starting}{" "}
            <button type="button" className="link" onClick={saving.cancel}>
              {text.cancel}
            </button>
          </p>
        </>
      )}
      <p role="status">{message}</p>
      {failure && (
        <p className="fieldError" role="alert">
          {wordFaultLine(words, failure.fault)}
        </p>
      )}
    </div>
  );
}
