import { useState } from "react";
import { useApp } from "../../state/appStoreContext";
import { countFates } from "../../state/deriveSearch";
import { formatCount, formatPercent } from "../../state/format";
import type { SearchReport } from "../../worker/messages";
import { Term } from "../parts/Term";
import { FateList } from "./FateList";
import { HitList } from "./HitList";
import { PivotDetail } from "./PivotDetail";

/** The three rankings side by side, and why a neighbour was dropped. */
export function SearchResults(props: {
  readonly report: SearchReport;
  readonly dim: boolean;
}) {
  const { report } = props;
  const [openId, setOpenId] = useState<number | null>(null);
  const limit = useApp((state) => state.limit);
  const fates = countFates(report.exact);
  const opened =
    report.exact.find((hit) => hit.id === openId) ??
    report.exact.find((hit) => hit.fate === "lost-to-filter") ??
    report.exact[0];
  return (
    <div className="searchResults" data-dim={props.dim || undefined}>
      <p className="queryText">
        <b>{report.query.title}</b>
        <span>{report.query.text}</span>
      </p>
      <p className="searchSummary">
        The filter keeps {formatCount(report.candidates)} of{" "}
        {formatCount(report.corpusSize)} documents (
        {formatPercent(report.candidates / report.corpusSize)}). Of the{" "}
        {report.exact.length} true neighbours {fates.kept} are found,{" "}
        {fates.lostToFilter} lost to the filter, {fates.lostToLimit} lost to the
        limit.
      </p>
      <div className="rankings">
        <section aria-label="Exact">
          <h3 className="smallTitle">
            <Term name="cosine">Exact, by cosine</Term>
          </h3>
          <FateList
            hits={report.exact}
            openId={opened?.id ?? null}
            onOpen={setOpenId}
          />
        </section>
        <section aria-label="Ranked by hash">
          <h3 className="smallTitle">
            <Term name="hamming">By hash, no filter</Term>
          </h3>
          <HitList hits={report.hashRanked} />
        </section>
        <section aria-label="Filtered, then ranked by hash">
          <h3 className="smallTitle">
            <Term name="hamming">By hash, after the filter</Term>
          </h3>
          <HitList hits={report.filtered} />
        </section>
      </div>
      <p className="note">
        Numbers in circles are ranks among the true neighbours. The first{" "}
        {formatCount(limit)} by hash are compared exactly; only the first{" "}
        {report.exact.length} are listed.
      </p>
      {opened && <PivotDetail report={report} fate={opened} />}
    </div>
  );
}
