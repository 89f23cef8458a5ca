import { useId } from "react";
import { glossary } from "../glossary";
import type { GlossaryTerm } from "../glossary";
import { useTip } from "./Tip";

/** A labelled choice with its meaning on hover and focus. */
export function SelectField<T extends string>(props: {
  readonly label: string;
  readonly term: GlossaryTerm;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}) {
  const id = useId();
  const { handlers, tip } = useTip(glossary[props.term]);
  return (
    <div className="field fieldWide">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        value={props.value}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          const chosen = props.options.find(
            (option) => option.value === event.target.value,
          );
          if (chosen) props.onChange(chosen.value);
        }}
        {...handlers}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <span id={`${id}-help`} hidden>
        {glossary[props.term]}
      </span>
      {tip}
    </div>
  );
}
