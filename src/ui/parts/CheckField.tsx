import { useId } from "react";
import { glossary } from "../glossary";
import type { GlossaryTerm } from "../glossary";
import { useTip } from "./Tip";

/** A labelled yes or no with its meaning on hover and focus. */
export function CheckField(props: {
  readonly label: string;
  readonly term: GlossaryTerm;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  const { handlers, tip } = useTip(glossary[props.term]);
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
        {glossary[props.term]}
      </span>
      {tip}
    </div>
  );
}
