import { formatCount } from "../../numeric/format";
import { searchStrings } from "./searchStrings";
import type { NeighbourFate } from "../../model/searchReport";

const fateWords = {
  kept: { mark: "✓", className: "fateKept", text: searchStrings.found },
  "lost-to-filter": {
    mark: "⊘",
    className: "fateLostFilter",
    text: searchStrings.lostToFilter,
  },
  "lost-to-limit": {
    mark: "⤓",
    className: "fateLostLimit",
    text: searchStrings.lostToLimit,
  },
} as const;

/** The true neighbours and what became of each; choosing one shows its pivots. */
export function FateList(props: {
  readonly hits: readonly NeighbourFate[];
  readonly openId: number | null;
  readonly onOpen: (id: number) => void;
}) {
  return (
    <ol className="hits">
      {props.hits.map((hit) => {
        const fate = fateWords[hit.fate];
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
                {searchStrings.numbers(hit.cosine.toFixed(3), hit.hamming)}
              </span>
              <span className={`fate ${fate.className}`}>
                <span aria-hidden="true">{fate.mark}</span> {fate.text}
                {hit.need !== null && searchStrings.rank(formatCount(hit.need))}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
