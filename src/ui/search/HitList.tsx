import type { SearchHit } from "../../model/searchReport";
import { useAllWords } from "../useAllWords";

/** A ranking by Hamming distance; true neighbours carry their rank. */
export function HitList(props: { readonly hits: readonly SearchHit[] }) {
  const words = useAllWords();
  if (props.hits.length === 0) {
    return <p className="note">{words.search.nothingLeft}</p>;
  }
  return (
    <ol className="hits">
      {props.hits.map((hit) => (
        <li key={hit.id}>
          <div className="hit" title={hit.text}>
            <i className="rank" data-none={hit.trueRank === null || undefined}>
              {hit.trueRank ?? "–"}
              {hit.trueRank === null && (
                <span className="visuallyHidden">{words.search.notTrue}</span>
              )}
            </i>
            <span className="hitTitle">{hit.title}</span>
            <span className="hitNumbers">
              {words.search.numbers(
                words.format.decimals(hit.cosine, 3),
                hit.hamming,
              )}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}
