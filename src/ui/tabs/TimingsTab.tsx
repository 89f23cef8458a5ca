import { useWords } from "../useWords";
import { useApp } from "../../state/appStoreContext";
import { computedTimeMs, timingRows } from "../../model/curveTable";
import { DataTable, HiddenHead } from "../widgets/DataTable";
import { wordMessage } from "../../words/languages";

/** Each stage's time, and what came from the cache. */
export function TimingsTab() {
  const words = useWords();
  const text = words.tabs.timings;
  const view = useApp((state) => state.view);
  const device = useApp((state) => state.device);
  if (!view) return null;
  const rows = timingRows(view.result);
  return (
    <>
      <p className="note">
        {view.result.device.label}. {device && wordMessage(words, device.note)}
      </p>
      <DataTable
        label={text.label}
        isTall
        className="timings"
        head={[
          { head: text.stage, isText: true },
          text.time,
          {
            head: <HiddenHead>{text.timeBar}</HiddenHead>,
            className: "barCell",
          },
          { head: text.inRun, isText: true },
        ]}
        rows={rows.map((row) => ({
          key: row.stage,
          data: { "data-cached": row.cached || undefined },
          cells: [
            text.stages[row.stage],
            words.format.duration(row.elapsedMs),
            <span style={{ width: `${row.share * 100}%` }} />,
            row.cached ? text.cached : text.computed,
          ],
        }))}
        foot={[text.total, words.format.duration(computedTimeMs(rows)), "", ""]}
      />
    </>
  );
}
