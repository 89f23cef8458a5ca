import type { Message } from "../../model/message";
import { wordMessage } from "../../words/languages";
import { useWords } from "../useWords";

/** What a visitor should know, a paragraph for each note. */
export function Notes(props: {
  readonly notes: readonly Message[];
  readonly className?: string;
}) {
  const words = useWords();
  const { notes, className = "note" } = props;
  return notes.map((note) => {
    const text = wordMessage(words, note);
    return (
      <p className={className || undefined} key={text}>
        {text}
      </p>
    );
  });
}
