import { useState } from "react";
import { useApp } from "../../state/appStoreContext";
import { countFates } from "../../model/fates";
import { Term } from "../widgets/Term";
import { FateList } from "./FateList";
import { HitList } from "./HitList";
import { structureDetails } from "../structures/details";
import type { SearchReport } from "../../model/searchReport";
import { useAllWords } from "../useAllWords";

/** The three rankings side by side, and why a neighbour was dropped. */
export function SearchResults(props: {
  readonly report: SearchReport;
  readonly dim: boolean;
}) {
  const words = useAllWords();
  const { report } = props;
  const [openId, setOpenId] = useState<number | null>(null);
  const limit = useApp((state) => state.limit);
  const structure = useApp(
    (state) => state.view?.result.config.structure.method ?? "",
  );
  const Detail = Object.hasOwn(structureDetails, structure)
    ? structureDetails[structure]
    : null;
  const fates = countFates(report.exact);
  const opened =
    report.exact.find((hit) => hit.id === openId) ??
    report.exact.find((hit) => hit.fate === "lost-to-filter") ??
    report.exact[0];
  return (
    <div className="searchResults" data-dim={props.dim || undefined}>
      <p className="queryText">
        <b>{report.query.title}</b>
        {report.query.kind !== "text" && <span>{report.query.text}</span>}
      </p>
      <p className="searchSummary">
        {words.search.summary(
          words.format.count(report.candidates),
          words.format.count(report.corpusSize),
          words.format.percent(report.candidates / report.corpusSize),
        )}{" "}
        {words.search.fates(
          report.exact.length,
          fates.kept,
          fates.lostToFilter,
          fates.lostToLimit,
        )}
      </p>
      <div className="rankings">
        <section aria-label={words.search.exact} data-testid="search-exact">
          <h3 className="smallTitle">
            <Term name="cosine">{words.search.exact}</Term>
          </h3>
          <FateList
            hits={report.exact}
            openId={opened?.id ?? null}
            onOpen={setOpenId}
          />
        </section>
        <section aria-label={words.search.hashRanked} data-testid="search-hash">
          <h3 className="smallTitle">
            <Term name="hamming">{words.search.hashRanked}</Term>
          </h3>
          <HitList hits={report.hashRanked} />
        </section>
        <section
          aria-label={words.search.filtered}
          data-testid="search-filtered"
        >
          <h3 className="smallTitle">
            <Term name="hamming">{words.search.filtered}</Term>
          </h3>
          <HitList hits={report.filtered} />
        </section>
      </div>
      <p className="note">
        {words.search.key} <Term name="need">{words.search.keyRank}</Term>{" "}
        {words.format.count(limit)}; {words.search.listed(report.exact.length)}
      </p>
      {opened && Detail && <Detail report={report} fate={opened} />}
    </div>
  );
}
