import { stepTimeMs } from "../../model/pipelineSteps";
import { structurePatch } from "../../search/config/edits";
import { choices } from "../../search/choices";
import { wordsOfMethod } from "../../words/words";
import { MethodFields } from "./MethodFields";
import { StepCard } from "./StepCard";
import { useCard } from "./useCard";
import { useWords } from "../useWords";

/** The structure and its settings. */
export function StructureCard() {
  const words = useWords();
  const { config, view, edit, now, facts } = useCard();
  const text = words.page.pipeline;
  const ran = view?.result.config.structure;
  const figures =
    view && ran
      ? [
          text.cards.perDocument(
            words.format.bytes(view.stored.bytesPerDocument),
          ),
          ...(wordsOfMethod(words.methods.structure, ran.method).card?.(ran) ??
            []),
          ...(choices.structure[ran.method].stages.length > 0
            ? [
                text.cards.chosen(
                  words.format.duration(
                    stepTimeMs("structure", view.result.timingsMs),
                  ),
                ),
              ]
            : []),
        ].join(" · ")
      : "\u00a0";
  return (
    <StepCard
      step="structure"
      title={
        wordsOfMethod(words.methods.structure, config.structure.method).title
      }
      figures={figures}
    >
      <MethodFields
        label={text.structure}
        help={words.glossary.structure}
        family={choices.structure}
        words={words.methods.structure}
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
