import { useWords } from "../../useWords";
import { useApp } from "../../../state/appStoreContext";
import { DataTable, HiddenHead } from "../../widgets/DataTable";
import { Term } from "../../widgets/Term";
import { PivotSweep } from "./PivotSweep";

/** The pivots, how far apart they lie and how well each spreads the documents. */
export function PivotsTab() {
  const words = useWords();
  const text = words.tabs.pivots;
  const pivots = useApp((state) => state.view?.parts);
  if (!pivots) return null;
  const largest = Math.max(...pivots.pairwise.flat(), 1e-9);
  const widest = Math.max(...pivots.spread.map((entry) => entry.sd), 1e-9);
  const number = (value: number) =>
    words.format.decimals(value, pivots.isWhole ? 1 : 3);
  const pair = (distance: number) =>
    pivots.isWhole
      ? words.format.count(distance)
      : words.format.decimals(distance, 2);
  const title = (index: number) => pivots.titles[index] ?? "";
  return (
    <>
      <PivotSweep />
      <div className="pivotsTab">
        <div>
          <h3 className="smallTitle">
            <Term name="spread">{text.spread}</Term>
          </h3>
          <DataTable
            label={text.spread}
            head={[
              text.pivot,
              { head: text.document, isText: true },
              text.sd,
              {
                head: <HiddenHead>{text.sdBar}</HiddenHead>,
                className: "barCell",
              },
              text.mean,
              text.range,
            ]}
            rows={pivots.spread.map((entry, index) => ({
              key: index,
              cells: [
                index + 1,
                <span className="clip" title={title(index)}>
                  {title(index)}
                </span>,
                number(entry.sd),
                <span style={{ width: `${(entry.sd / widest) * 100}%` }} />,
                number(entry.mean),
                `${words.format.distance(entry.min)}–${words.format.distance(entry.max)}`,
              ],
            }))}
          />
        </div>
        <div>
          <h3 className="smallTitle">
            <Term name="pairwise">{text.pairwise}</Term>
          </h3>
          <DataTable
            label={text.pairwise}
            className="heat"
            head={[
              { head: <HiddenHead>{text.pivot}</HiddenHead> },
              ...pivots.pairwise.map((_, column) => String(column + 1)),
            ]}
            rows={pivots.pairwise.map((row, index) => ({
              key: index,
              cells: [
                index + 1,
                ...row.map((distance, column) =>
                  index === column ? "·" : pair(distance),
                ),
              ],
            }))}
            cellStyle={(row, column) => ({
              ["--heat" as string]: `${Math.round((pivots.pairwise[row][column - 1] / largest) * 38)}%`,
            })}
          />
        </div>
      </div>
    </>
  );
}
