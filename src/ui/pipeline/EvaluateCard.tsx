import { useMemo } from "react";
import { useApp } from "../../state/appStoreContext";
import { censusPatch, protocolPatch } from "../../search/config/edits";
import { thresholdRows } from "../../model/curve";
import { stepTimeMs } from "../../model/pipelineSteps";
import type { Protocol } from "../../model/run/configuration";
import { limitsOfSettings } from "../../search/config/resolve";
import { CheckField } from "../widgets/CheckField";
import { NumberField } from "../widgets/NumberField";
import { SelectField } from "../widgets/SelectField";
import { StepCard } from "./StepCard";
import { useCard } from "./useCard";
import { thresholdMessage } from "../../words/typedNumber";
import { useWords } from "../useWords";

const protocols: readonly Protocol[] = [
  "held-out",
  "notebook-62",
  "notebook-67",
  "own-queries",
];

const mostCensus = limitsOfSettings.maxQueries;

/** Protocol, queries and k; threshold and limit, which recompute nothing. */
export function EvaluateCard() {
  const words = useWords();
  const { config, dataset, view, edit, now, ranges } = useCard();
  const threshold = useApp((state) => state.threshold);
  const limit = useApp((state) => state.limit);
  const setThreshold = useApp((state) => state.setThreshold);
  const setLimit = useApp((state) => state.setLimit);
  const k = useApp((state) => state.k);
  const setK = useApp((state) => state.setK);
  const rows = useMemo(() => (view ? thresholdRows(view.curve) : []), [view]);
  const thresholds = {
    min: rows[0]?.threshold ?? 0,
    max: rows[rows.length - 1]?.threshold ?? config.hash.bits,
  };
  const whole = rows.every((row) => Number.isInteger(row.threshold));
  const text = words.page.pipeline;
  const figures = view
    ? text.cards.evaluated(
        words.format.count(view.result.queryIds.length),
        words.format.count(view.result.corpusSize),
        words.format.duration(stepTimeMs("evaluate", view.result.timingsMs)),
      )
    : "\u00a0";
  return (
    <StepCard step="evaluate" title={text.evaluate} figures={figures}>
      <SelectField
        label={text.protocol}
        help={words.glossary.protocol}
        value={config.protocol}
        options={protocols
          .filter(
            (protocol) =>
              protocol !== "own-queries" || (dataset?.ownQueries ?? 0) > 0,
          )
          .map((value) => ({ value, label: text.protocols[value] }))}
        onChange={(protocol) => edit(protocolPatch(protocol, config), 0)}
      />
      <div className="fields">
        {threshold !== null && (
          <NumberField
            label={text.threshold}
            help={words.glossary.threshold}
            value={Number(threshold.toFixed(3))}
            range={thresholds}
            keyStep={whole ? 1 : 0.01}
            check={(typed) => thresholdMessage(words, typed, thresholds, whole)}
            onChange={setThreshold}
          />
        )}
        <NumberField
          label={text.limit}
          help={words.glossary.limit}
          value={limit}
          range={ranges.limit}
          keyStep={100}
          onChange={(value) => void setLimit(value)}
        />
        <NumberField
          label={text.k}
          help={words.glossary.k}
          value={k}
          range={ranges.k}
          onChange={(value) => void setK(value)}
          onEnter={now}
        />
        <NumberField
          label={text.queries}
          help={words.glossary.queryCount}
          value={config.queries.count}
          range={ranges.queries}
          keyStep={50}
          onChange={(count) => edit({ queries: { count } })}
          onEnter={now}
        />
        <NumberField
          label={text.querySeed}
          help={words.glossary.querySeed}
          value={config.queries.seed}
          range={ranges.seed}
          onChange={(seed) => edit({ queries: { seed } })}
          onEnter={now}
        />
      </div>
      <CheckField
        label={text.census}
        term="census"
        checked={config.queries.census}
        disabled={!config.queries.census && (dataset?.n ?? 0) > mostCensus}
        onChange={(census) => edit(censusPatch(config, census), 0)}
      />
      {dataset?.givenNeighbours === true && (
        <CheckField
          label={text.given}
          term="groundTruth"
          checked={config.groundTruth === "given"}
          onChange={(given) =>
            edit({ groundTruth: given ? "given" : "exact" }, 0)
          }
        />
      )}
    </StepCard>
  );
}
