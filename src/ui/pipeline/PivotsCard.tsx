import { stepTimeMs } from "../../state/derivePipeline";
import { formatBytes, formatDuration } from "../../numeric/format";
import { NumberField } from "../parts/NumberField";
import { strings } from "../strings";
import { StepCard } from "./StepCard";
import { useCard } from "./useCard";

/** Number of pivots and their seed. */
export function PivotsCard() {
  const { config, view, edit, now, ranges } = useCard();
  const text = strings.pipeline;
  const figures = view
    ? `${formatBytes(view.bytesPerDocument.pivots)}/document · ${strings.pipeline.spaces[view.pivots.space]} · ` +
      `chosen in ${formatDuration(stepTimeMs("pivots", view.result.timingsMs))}`
    : "\u00a0";
  return (
    <StepCard step="pivots" title={text.pivots} figures={figures}>
      <div className="fields">
        <NumberField
          label={text.pivotCount}
          term="pivotCount"
          value={config.pivots.count}
          range={ranges.pivots}
          onChange={(count) => edit({ pivots: { count } })}
          onEnter={now}
        />
        <NumberField
          label={text.pivotSeed}
          term="pivotSeed"
          value={config.pivots.seed}
          range={ranges.seed}
          onChange={(seed) => edit({ pivots: { seed } })}
          onEnter={now}
        />
      </div>
    </StepCard>
  );
}
