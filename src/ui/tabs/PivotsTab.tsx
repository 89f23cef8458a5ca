import { useApp } from "../../state/appStoreContext";
import { ScrollTable } from "../parts/ScrollTable";
import { Term } from "../parts/Term";
import { PivotSweep } from "./PivotSweep";
import { useWords } from "../useWords";

/** The pivots, how far apart they lie and how well each spreads the documents. */
export function PivotsTab() {
  const words = useWords();
  const text = words.tabs.pivots;
  const pivots = useApp((state) => state.view?.pivots);
  if (!pivots) return null;
  const largest = Math.max(...pivots.pairwise.flat(), 1e-9);
  const widest = Math.max(...pivots.spread.map((entry) => entry.sd), 1e-9);
  const decimals = pivots.space === "hamming" ? 1 : 3;
  const number = (value: number) => value.toFixed(decimals);
  const title = (index: number) => pivots.titles[index] ?? "";
  return (
    <>
      <PivotSweep />
      <div className="pivotsTab">
        <div>
          <h3 className="smallTitle">
            <Term name="spread">{text.spread}</Term>
          </h3>
          <ScrollTable label={text.spread}>
            <thead>
              <tr>
                <th scope="col">{text.pivot}</th>
                <th scope="col" className="textColumn">
                  {text.document}
                </th>
                <th scope="col">{text.sd}</th>
                <th scope="col">
                  <span className="visuallyHidden">{text.sdBar}</span>
                </th>
                <th scope="col">{text.mean}</th>
                <th scope="col">{text.range}</th>
              </tr>
            </thead>
            <tbody>
              {pivots.spread.map((entry, index) => (
                <tr key={index}>
                  <th scope="row">{index + 1}</th>
                  <td className="textColumn">
                    <span className="clip" title={title(index)}>
                      {title(index)}
                    </span>
                  </td>
                  <td>{number(entry.sd)}</td>
                  <td className="barCell">
                    <span style={{ width: `${(entry.sd / widest) * 100}%` }} />
                  </td>
                  <td>{number(entry.mean)}</td>
                  <td>
                    {words.format.distance(entry.min)}–
                    {words.format.distance(entry.max)}
                  </td>
                </tr>
              ))}
            </tbody>
          </ScrollTable>
        </div>
        <div>
          <h3 className="smallTitle">
            <Term name="pairwise">{text.pairwise}</Term>
          </h3>
          <ScrollTable label={text.pairwise} className="heat">
            <thead>
              <tr>
                <th scope="col">
                  <span className="visuallyHidden">{text.pivot}</span>
                </th>
                {pivots.pairwise.map((_, column) => (
                  <th scope="col" key={column}>
                    {column + 1}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pivots.pairwise.map((row, index) => (
                <tr key={index}>
                  <th scope="row">{index + 1}</th>
                  {row.map((distance, column) => (
                    <td
                      key={column}
                      style={{
                        ["--heat" as string]: `${Math.round((distance / largest) * 38)}%`,
                      }}
                    >
                      {index === column
                        ? "·"
                        : pivots.space === "hamming"
                          ? distance
                          : distance.toFixed(2)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </ScrollTable>
        </div>
      </div>
    </>
  );
}
