import { useId, useState } from "react";

/** A labelled text; what is typed stays as it is, also where it is not taken. */
export function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly wide?: boolean;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  const [text, setText] = useState(props.value);
  const [former, setFormer] = useState(props.value);
  // A value set elsewhere (a preset) replaces what was typed.
  if (props.value !== former) {
    setFormer(props.value);
    setText(props.value);
  }
  return (
    <div className={props.wide ? "field fieldWide" : "field"}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        spellCheck={false}
        placeholder={props.placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          props.onChange(event.target.value);
        }}
      />
    </div>
  );
}
