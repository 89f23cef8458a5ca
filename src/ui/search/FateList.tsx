import type { NeighbourFate } from "../../worker/messages";
import { formatCount } from "../../state/format";

const fateWords = {
  kept: { mark: "✓", className: "fateKept", text: "found" },
  "lost-to-filter": {
    mark: "⊘",
    className: "fateLostFilter",
    text: "lost to the filter",
  },
  "lost-to-limit": {
    mark: "⤓",
    className: "fateLostLimit",
    text: "lost to the limit",
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
                cos {hit.cosine.toFixed(3)} · Hamming {hit.hamming}
              </span>
              <span className={`fate ${fate.className}`}>
                <span aria-hidden="true">{fate.mark}</span> {fate.text}
                {hit.need !== null && ` · rank ${formatCount(hit.need)}`}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
