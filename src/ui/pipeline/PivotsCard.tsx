import { stepTimeMs } from "../../model/pipelineSteps";
import { formatBytes, formatDuration } from "../../numeric/format";
import type { PivotSpace, PivotStatistic } from "../../model/runConfig";
import { spacePatch } from "../../model/configEdits";
import { NumberField } from "../parts/NumberField";
import { SelectField } from "../parts/SelectField";
import { strings } from "../strings";
import { StepCard } from "./StepCard";
import { useCard } from "./useCard";

const spaces: readonly PivotSpace[] = ["hamming", "cosine", "angular"];
const statistics: readonly PivotStatistic[] = ["max", "sum-of-squares"];

/** Number of pivots, their seed, their distance and what the filter compares. */
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
      <SelectField
        label={text.space}
        term="space"
        value={config.pivots.space}
        options={spaces.map((value) => ({ value, label: text.spaces[value] }))}
        onChange={(space) => edit(spacePatch(space), 0)}
      />
      <SelectField
        label={text.statistic}
        term="pivotStatistic"
        value={config.pivots.statistic}
        options={statistics.map((value) => ({
          value,
          label: text.statistics[value],
        }))}
        onChange={(statistic) => edit({ pivots: { statistic } }, 0)}
      />
    </StepCard>
  );
}
