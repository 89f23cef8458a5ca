import { stepTimeMs } from "../../model/pipelineSteps";
import { choices } from "../../search/choices";
import { Term } from "../widgets/Term";
import { MethodFields } from "./MethodFields";
import { StepCard } from "./StepCard";
import { useCard } from "./useCard";
import { useWords } from "../useWords";

/** The hash and its settings. */
export function HashCard() {
  const words = useWords();
  const { config, view, edit, now, facts } = useCard();
  const text = words.page.pipeline;
  const figures = view ? (
    <>
      {text.cards.perDocument(words.format.bytes(view.bytesPerDocument.hash))} ·{" "}
      <Term name="explainedVariance">
        {text.cards.variance(
          words.format.percent(view.result.fit.explainedVariance),
        )}
      </Term>{" "}
      ·{" "}
      {text.cards.fitted(
        words.format.duration(stepTimeMs("hash", view.result.timingsMs)),
      )}
    </>
  ) : (
    "\u00a0"
  );
  return (
    <StepCard step="hash" title={text.hash} figures={figures}>
      <MethodFields
        label={text.method}
        help={words.glossary.hashMethod}
        family={choices.hash}
        words={words.methods.hash}
        choice={config.hash}
        facts={facts}
        onEdit={(hash, delayMs) => edit({ hash }, delayMs)}
        onEnter={now}
      />
    </StepCard>
  );
}
