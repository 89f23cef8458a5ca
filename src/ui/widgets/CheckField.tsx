import { useId } from "react";
import type { GlossaryTerm } from "../../words/languages";
import { useTip } from "./Tip";
import { useWords } from "../useWords";

/** A labelled yes or no with its meaning on hover and focus. */
export function CheckField(props: {
  readonly label: string;
  readonly term: GlossaryTerm;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const words = useWords();
  const id = useId();
  const { handlers, tip } = useTip(words.glossary[props.term]);
  return (
    <div className="field fieldWide checkField">
      <label htmlFor={id} {...handlers}>
        <input
          id={id}
          type="checkbox"
          checked={props.checked}
          disabled={props.disabled ?? false}
          aria-describedby={`${id}-help`}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        {props.label}
      </label>
      <span id={`${id}-help`} hidden>
        {words.glossary[props.term]}
      </span>
      {tip}
    </div>
  );
}
