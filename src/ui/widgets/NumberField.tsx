import type { Range } from "../../model/settings";
import { useId, useState } from "react";
import { rangeMessage } from "../../words/typedNumber";
import { useWords } from "../useWords";
import { useTip } from "./Tip";

/**
 * A labelled number. Allowed values go out as they are typed; others are
 * refused in place with the allowed range. `onEnter` is the visitor's "now".
 */
export function NumberField(props: {
  readonly label: string;
  /** What it means, on hover and focus. */
  readonly help: string;
  readonly value: number;
  readonly range: Range;
  /** Steps of the arrow keys; values between them are allowed. */
  readonly keyStep?: number;
  /** Replaces the check for whole numbers within the range. */
  readonly check?: (text: string) => string | null;
  readonly onChange: (value: number) => void;
  readonly onEnter?: () => void;
}) {
  const words = useWords();
  const { label, value, range } = props;
  const [text, setText] = useState(String(value));
  const [former, setFormer] = useState(value);
  const id = useId();
  const { handlers, tip } = useTip(props.help);
  const check =
    props.check ?? ((typed) => rangeMessage(words, typed, label, range));
  const message = check(text);

  // A value set elsewhere (slider, reset, clamp) replaces what was typed.
  if (value !== former) {
    setFormer(value);
    if (Number(text) !== value) setText(String(value));
  }

  function type(typed: string) {
    setText(typed);
    if (check(typed) === null) props.onChange(Number(typed));
  }

  function stepBy(direction: number) {
    const step = props.keyStep ?? 1;
    const next = Number((value + direction * step).toFixed(6));
    type(String(Math.min(range.max, Math.max(range.min, next))));
  }

  return (
    <div className="field" data-invalid={message !== null || undefined}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        role="spinbutton"
        autoComplete="off"
        value={text}
        aria-valuenow={value}
        aria-valuemin={range.min}
        aria-valuemax={range.max}
        aria-invalid={message !== null}
        aria-describedby={
          message === null ? `${id}-help` : `${id}-error ${id}-help`
        }
        onChange={(event) => type(event.target.value)}
        {...handlers}
        onKeyDown={(event) => {
          handlers.onKeyDown(event);
          if (event.key === "Enter" && message === null) props.onEnter?.();
          if (event.key === "ArrowUp" || event.key === "ArrowDown") {
            event.preventDefault();
            stepBy(event.key === "ArrowUp" ? 1 : -1);
          }
        }}
      />
      <span id={`${id}-help`} hidden>
        {props.help}
      </span>
      {message !== null && (
        <p className="fieldError" id={`${id}-error`} role="alert">
          {message}
        </p>
      )}
      {tip}
    </div>
  );
}
