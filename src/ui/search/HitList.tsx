import { searchStrings } from "./searchStrings";
import type { SearchHit } from "../../model/searchReport";

/** A ranking by Hamming distance; true neighbours carry their rank. */
export function HitList(props: { readonly hits: readonly SearchHit[] }) {
  if (props.hits.length === 0) {
    return <p className="note">{searchStrings.nothingLeft}</p>;
  }
  return (
    <ol className="hits">
      {props.hits.map((hit) => (
        <li key={hit.id}>
          <div className="hit" title={hit.text}>
            <i className="rank" data-none={hit.trueRank === null || undefined}>
              {hit.trueRank ?? "–"}
              {hit.trueRank === null && (
                <span className="visuallyHidden">{searchStrings.notTrue}</span>
              )}
            </i>
            <span className="hitTitle">{hit.title}</span>
            <span className="hitNumbers">
              {searchStrings.numbers(hit.cosine.toFixed(3), hit.hamming)}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}
