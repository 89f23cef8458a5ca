import type { Message } from "../../model/message";
import { wordMessage } from "../../words/languages";
import { useWords } from "../useWords";

/** What a visitor should know, a paragraph for each note. */
export function Notes(props: { readonly notes: readonly Message[] }) {
  const words = useWords();
  return props.notes.map((note) => {
    const text = wordMessage(words, note);
    return (
      <p className="note" key={text}>
        {text}
      </p>
    );
  });
}
