import { formatCount, formatPercent } from "../../numeric/format";
import { panelStrings } from "../panels/panelStrings";
import { dataStrings } from "./dataStrings";
import type { DatasetInfo } from "../../model/datasetInfo";

const text = panelStrings.data;
const facts = dataStrings.facts;

/** The data set in use: its shape, where its vectors come from, what was left out. */
export function DatasetFacts(props: { readonly dataset: DatasetInfo }) {
  const { dataset } = props;
  const { embedding } = dataset;
  return (
    <section className="dataNow" aria-label={text.inUse}>
      <h3>{dataset.title ?? dataset.name}</h3>
      <p>{dataset.description}</p>
      <dl className="figures">
        <dt>{text.shape}</dt>
        <dd>
          {formatCount(dataset.n)} × {formatCount(dataset.dim)}
        </dd>
        <dt>{text.ownQueries}</dt>
        <dd>{formatCount(dataset.ownQueries)}</dd>
        <dt>{text.norms}</dt>
        <dd>
          {text.normRange(
            dataset.minNorm.toFixed(4),
            dataset.maxNorm.toFixed(4),
          )}
        </dd>
        <dt>{text.model}</dt>
        <dd>{dataset.model ?? text.noModel}</dd>
        {embedding && (
          <>
            <dt>{facts.embedded}</dt>
            <dd>
              {[
                embedding.settings.dtype,
                dataStrings.devices[embedding.settings.device],
                dataStrings.poolings[embedding.settings.pooling],
                ...(embedding.settings.passagePrefix === ""
                  ? []
                  : [`“${embedding.settings.passagePrefix}”`]),
              ].join(", ")}
            </dd>
            <dt>{facts.tokens}</dt>
            <dd>
              {facts.tokensOf(
                formatCount(embedding.tokens),
                formatCount(embedding.truncated),
              )}
            </dd>
            <dt>{facts.speed}</dt>
            <dd>
              {embedding.documentsPerSecond > 0
                ? facts.speedOf(
                    formatCount(embedding.documentsPerSecond),
                    formatCount(embedding.tokensPerSecond),
                  )
                : facts.kept}
            </dd>
            {embedding.parity !== null && (
              <>
                <dt>{facts.parity}</dt>
                <dd>{formatPercent(embedding.parity)}</dd>
              </>
            )}
          </>
        )}
        <dt>{text.fingerprint}</dt>
        <dd className="mono" title={dataset.fingerprint}>
          {dataset.fingerprint.slice(0, 12)}
        </dd>
      </dl>
      {dataset.notes.map((note) => (
        <p className="note" key={note}>
          {note}
        </p>
      ))}
    </section>
  );
}
