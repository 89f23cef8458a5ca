import { useId } from "react";
import { useTip } from "./Tip";

/** A labelled choice with its meaning on hover and focus. */
export function SelectField<T extends string>(props: {
  readonly label: string;
  /** What it means, on hover and focus. */
  readonly help: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}) {
  const id = useId();
  const { handlers, tip } = useTip(props.help);
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
        {props.help}
      </span>
      {tip}
    </div>
  );
}
