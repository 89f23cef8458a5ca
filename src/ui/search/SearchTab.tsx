import { useApp } from "../../state/appStoreContext";
import { formatCount, formatThreshold } from "../../state/format";
import { QueryPicker } from "./QueryPicker";
import { SearchResults } from "./SearchResults";
import { useSearch } from "./useSearch";

/** One query three ways: exact, by hash, by hash after the filter. */
export function SearchTab() {
  const { pick, report, pending, failure } = useSearch();
  const threshold = useApp((state) => state.threshold);
  const limit = useApp((state) => state.limit);
  return (
    <div className="searchTab">
      <QueryPicker pick={pick} />
      <p className="note">
        At t = {formatThreshold(threshold)} and L = {formatCount(limit)}; it
        follows the threshold. Searching for typed text needs an embedding
        model, which this version does not carry.
      </p>
      {failure && (
        <p className="fieldError" role="alert">
          {failure}
        </p>
      )}
      {report ? (
        <SearchResults report={report} dim={pending} />
      ) : (
        <p className="note searchEmpty">{pending ? "Searching…" : ""}</p>
      )}
    </div>
  );
}
