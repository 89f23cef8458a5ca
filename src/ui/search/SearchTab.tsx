import { useApp } from "../../state/appStoreContext";
import { Notes } from "../widgets/Notes";
import { QueryPicker } from "./QueryPicker";
import { SearchResults } from "./SearchResults";
import { useSearch } from "./useSearch";
import { wordFaultLine } from "../../words/languages";
import { progressLabel, progressPace } from "../../words/progress";
import { useAllWords } from "../useAllWords";

/** One query three ways: exact, by hash, by hash after the filter. */
export function SearchTab() {
  const words = useAllWords();
  const { pick, report, pending, failure, progress } = useSearch();
  const threshold = useApp((state) => state.threshold);
  const limit = useApp((state) => state.limit);
  return (
    <div className="searchTab">
      <QueryPicker pick={pick} />
      <p className="note">
        {words.search.setting(
          words.format.threshold(threshold),
          words.format.count(limit),
        )}
      </p>
      {failure && (
        <p className="fieldError" role="alert">
          {wordFaultLine(words, failure)}
        </p>
      )}
      {progress && (
        <p className="note" role="status">
          {progressLabel(words, progress)}… {progressPace(words, progress)}
        </p>
      )}
      {report && <Notes notes={report.notes} />}
      {report ? (
        <SearchResults report={report} dim={pending} />
      ) : (
        <p className="note searchEmpty">
          {pending ? words.search.searching : ""}
        </p>
      )}
    </div>
  );
}
