import { stepTimeMs } from "../../model/pipelineSteps";
import {
  formatBytes,
  formatDuration,
  formatPercent,
} from "../../numeric/format";
import { methods } from "../../search/registry";
import { languages } from "../../words/languages";
import { glossary } from "../glossary";
import { Term } from "../parts/Term";
import { strings } from "../strings";
import { MethodFields } from "./MethodFields";
import { StepCard } from "./StepCard";
import { useCard } from "./useCard";

/** The hash and its settings. */
export function HashCard() {
  const { config, view, edit, now, facts } = useCard();
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
      <MethodFields
        label={text.method}
        help={glossary.hashMethod}
        family={methods.hash}
        words={languages.en.methods.hash}
        choice={config.hash}
        facts={facts}
        onEdit={(hash, delayMs) => edit({ hash }, delayMs)}
        onEnter={now}
      />
    </StepCard>
  );
}
