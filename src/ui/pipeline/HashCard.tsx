import { stepTimeMs } from "../../model/pipelineSteps";
import {
  formatBytes,
  formatDuration,
  formatPercent,
} from "../../numeric/format";
import { NumberField } from "../parts/NumberField";
import { Term } from "../parts/Term";
import { strings } from "../strings";
import { StepCard } from "./StepCard";
import { useCard } from "./useCard";

/** Bits, iterations and seed of the hash. */
export function HashCard() {
  const { config, view, edit, now, ranges } = useCard();
  const text = strings.pipeline;
  const figures = view ? (
    <>
      {formatBytes(view.bytesPerDocument.hash)}/document ·{" "}
      <Term name="explainedVariance">
        {formatPercent(view.result.fit.explainedVariance)} variance
      </Term>{" "}
      · fitted in {formatDuration(stepTimeMs("hash", view.result.timingsMs))}
    </>
  ) : (
    "\u00a0"
  );
  return (
    <StepCard step="hash" title={text.hash} figures={figures}>
      <div className="fields">
        <NumberField
          label={text.bits}
          term="bits"
          value={config.hash.bits}
          range={ranges.bits}
          keyStep={16}
          onChange={(bits) => edit({ hash: { bits } })}
          onEnter={now}
        />
        <NumberField
          label={text.iterations}
          term="iterations"
          value={config.hash.iterations}
          range={ranges.iterations}
          onChange={(iterations) => edit({ hash: { iterations } })}
          onEnter={now}
        />
        <NumberField
          label={text.hashSeed}
          term="hashSeed"
          value={config.hash.seed}
          range={ranges.seed}
          onChange={(seed) => edit({ hash: { seed } })}
          onEnter={now}
        />
        <NumberField
          label={text.trainRows}
          term="trainRows"
          value={config.hash.trainRows}
          range={ranges.trainRows}
          keyStep={10_000}
          onChange={(trainRows) => edit({ hash: { trainRows } })}
          onEnter={now}
        />
      </div>
    </StepCard>
  );
}
