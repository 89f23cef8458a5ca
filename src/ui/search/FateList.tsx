import type { NeighbourFate } from "../../model/searchReport";
import { useAllWords } from "../useAllWords";

const fateMarks = {
  kept: { mark: "✓", className: "fateKept" },
  "lost-to-filter": { mark: "⊘", className: "fateLostFilter" },
  "lost-to-limit": { mark: "⤓", className: "fateLostLimit" },
} as const;

/** The true neighbours and what became of each; choosing one shows its pivots. */
export function FateList(props: {
  readonly hits: readonly NeighbourFate[];
  readonly openId: number | null;
  readonly onOpen: (id: number) => void;
}) {
  const words = useAllWords();
  const text = words.search;
  return (
    <ol className="hits">
      {props.hits.map((hit) => {
        const fate = fateMarks[hit.fate];
        return (
          <li key={hit.id}>
            <button
              type="button"
              className="hit"
              aria-pressed={hit.id === props.openId}
              title={hit.text}
              onClick={() => props.onOpen(hit.id)}
            >
              <i className="rank">{hit.trueRank}</i>
              <span className="hitTitle">{hit.title}</span>
              <span className="hitNumbers">
                {text.numbers(
                  words.format.decimals(hit.cosine, 3),
                  hit.hamming,
                )}
              </span>
              <span className={`fate ${fate.className}`}>
                <span aria-hidden="true">{fate.mark}</span>{" "}
                {text.fate[hit.fate]}
                {hit.need !== null && text.rank(words.format.count(hit.need))}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
