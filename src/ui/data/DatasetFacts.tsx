import type { DatasetInfo } from "../../model/datasetInfo";
import { Notes } from "../widgets/Notes";
import { useWords } from "../useWords";

/** The data set in use: its shape, where its vectors come from, what was left out. */
export function DatasetFacts(props: { readonly dataset: DatasetInfo }) {
  const words = useWords();
  const text = words.panels.data;
  const facts = words.data.facts;
  const { dataset } = props;
  const { embedding } = dataset;
  return (
    <section className="dataNow" aria-label={text.inUse}>
      <h3>{dataset.title ?? dataset.name}</h3>
      <p>{dataset.description}</p>
      <dl className="figures">
        <dt>{text.shape}</dt>
        <dd>
          {words.format.count(dataset.n)} × {words.format.count(dataset.dim)}
        </dd>
        <dt>{text.ownQueries}</dt>
        <dd>{words.format.count(dataset.ownQueries)}</dd>
        <dt>{text.norms}</dt>
        <dd>
          {text.normRange(
            words.format.decimals(dataset.minNorm, 4),
            words.format.decimals(dataset.maxNorm, 4),
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
                words.data.devices[embedding.settings.device],
                words.data.poolings[embedding.settings.pooling],
                ...(embedding.settings.passagePrefix === ""
                  ? []
                  : [`“${embedding.settings.passagePrefix}”`]),
              ].join(", ")}
            </dd>
            <dt>{facts.tokens}</dt>
            <dd>
              {facts.tokensOf(
                words.format.count(embedding.tokens),
                words.format.count(embedding.truncated),
              )}
            </dd>
            <dt>{facts.speed}</dt>
            <dd>
              {embedding.documentsPerSecond > 0
                ? facts.speedOf(
                    words.format.count(embedding.documentsPerSecond),
                    words.format.count(embedding.tokensPerSecond),
                  )
                : facts.kept}
            </dd>
            {embedding.parity !== null && (
              <>
                <dt>{facts.parity}</dt>
                <dd>{words.format.percent(embedding.parity)}</dd>
              </>
            )}
          </>
        )}
        <dt>{text.fingerprint}</dt>
        <dd className="mono" title={dataset.fingerprint}>
          {dataset.fingerprint.slice(0, 12)}
        </dd>
      </dl>
      <Notes notes={dataset.notes} />
    </section>
  );
}
