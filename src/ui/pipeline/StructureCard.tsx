import { stepTimeMs } from "../../model/pipelineSteps";
import { formatBytes, formatDuration } from "../../numeric/format";
import { structurePatch } from "../../search/config/edits";
import { methods } from "../../search/registry";
import { languages } from "../../words/languages";
import { wordsOfMethod } from "../../words/words";
import { glossary } from "../glossary";
import { strings } from "../strings";
import { MethodFields } from "./MethodFields";
import { StepCard } from "./StepCard";
import { useCard } from "./useCard";

/** The structure and its settings. */
export function StructureCard() {
  const { config, view, edit, now, facts } = useCard();
  const text = strings.pipeline;
  const words = languages.en.methods.structure;
  const figures = view
    ? `${formatBytes(view.bytesPerDocument.pivots)}/document · ${strings.pipeline.spaces[view.pivots.space]} · ` +
      `chosen in ${formatDuration(stepTimeMs("pivots", view.result.timingsMs))}`
    : "\u00a0";
  return (
    <StepCard
      step="pivots"
      title={wordsOfMethod(words, config.structure.method).title}
      figures={figures}
    >
      <MethodFields
        label={text.structure}
        help={glossary.structure}
        family={methods.structure}
        words={words}
        choice={config.structure}
        facts={facts}
        onEdit={(patch, delayMs) =>
          edit(structurePatch(config, patch), delayMs)
        }
        onEnter={now}
      />
    </StepCard>
  );
}
