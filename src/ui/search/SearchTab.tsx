import { useApp } from "../../state/appStoreContext";
import { formatCount, formatThreshold } from "../../numeric/format";
import { progressDetail } from "../../model/pipelineSteps";
import { QueryPicker } from "./QueryPicker";
import { SearchResults } from "./SearchResults";
import { useSearch } from "./useSearch";
import { searchStrings } from "./searchStrings";

/** One query three ways: exact, by hash, by hash after the filter. */
export function SearchTab() {
  const { pick, report, pending, failure, progress } = useSearch();
  const threshold = useApp((state) => state.threshold);
  const limit = useApp((state) => state.limit);
  return (
    <div className="searchTab">
      <QueryPicker pick={pick} />
      <p className="note">
        {searchStrings.setting(formatThreshold(threshold), formatCount(limit))}
      </p>
      {failure && (
        <p className="fieldError" role="alert">
          {failure}
        </p>
      )}
      {progress && (
        <p className="note" role="status">
          {progress.label}… {progressDetail(progress)}
        </p>
      )}
      {report ? (
        <SearchResults report={report} dim={pending} />
      ) : (
        <p className="note searchEmpty">
          {pending ? searchStrings.searching : ""}
        </p>
      )}
    </div>
  );
}
