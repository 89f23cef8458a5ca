import { useMemo } from "react";
import type { Figure } from "../../figures/figure";
import { ChartFrame } from "./ChartFrame";
import { useSize } from "./hooks";
import { ScrollTable } from "./ScrollTable";
import { useWords } from "../useWords";

/** A figure of the report on the page: question, finding, drawing, data. */
export function FigureView(props: { readonly figure: Figure }) {
  const words = useWords();
  const { figure } = props;
  const [box, size] = useSize<HTMLDivElement>();
  const width = size?.width ?? 0;
  const svg = useMemo(
    () => (figure.draw && width > 0 ? figure.draw(width) : ""),
    [figure, width],
  );
  const table = (
    <ScrollTable label={figure.question}>
      <thead>
        <tr>
          {figure.table.head.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figure.table.rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) =>
              column === 0 ? (
                <th scope="row" key={column}>
                  {cell}
                </th>
              ) : (
                <td key={column}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
  return (
    <section className="figureBox" data-testid={`figure-${figure.name}`}>
      <h3 className="smallTitle">{figure.question}</h3>
      <p className="figureFinding">{figure.finding}</p>
      {figure.draw ? (
        <ChartFrame
          name={`bitsieve-${figure.name}`}
          summary={figure.finding}
          chart={
            // The drawing is our own: its text is escaped where it is made.
            <div ref={box} dangerouslySetInnerHTML={{ __html: svg }} />
          }
          table={{ title: words.page.figures.table, content: table }}
        />
      ) : (
        table
      )}
    </section>
  );
}
