import { useId } from "react";
import type { ReactNode } from "react";
import type { GlossaryTerm } from "../../words/languages";
import { useTip } from "./Tip";
import { useWords } from "../useWords";

/** A word or number with its definition one hover or focus away. */
export function Term(props: {
  readonly name: GlossaryTerm;
  readonly children: ReactNode;
}) {
  const words = useWords();
  const text = words.glossary[props.name];
  const id = useId();
  const { handlers, tip } = useTip(text);
  return (
    <span className="term" tabIndex={0} aria-describedby={id} {...handlers}>
      {props.children}
      <span className="hiddenText" id={id} hidden>
        {text}
      </span>
      {tip}
    </span>
  );
}
