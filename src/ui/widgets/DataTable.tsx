import type { CSSProperties, Key, ReactNode } from "react";
import type { Cell, FigureTable as FigureData } from "../../figures/figure";

/** A column whose head or cells are more than plain numbers. */
export interface Column {
  readonly head: ReactNode;
  /** Text, which starts at the left. */
  readonly isText?: boolean;
  /** Class of the cells below the head. */
  readonly className?: string;
}

export interface Row {
  readonly key: Key;
  /** The last of fewer cells than columns goes over all that are left. */
  readonly cells: readonly ReactNode[];
  /** Attributes of the row that style sheets read. */
  readonly data?: Readonly<Record<`data-${string}`, string | true | undefined>>;
}

/** A table that scrolls inside itself, reachable by keyboard. */
export function DataTable(props: {
  readonly label: string;
  readonly head: readonly (Column | string)[];
  readonly rows: readonly Row[];
  /** Cells of a row of sums. */
  readonly foot?: readonly ReactNode[];
  readonly className?: string | undefined;
  readonly isTall?: boolean;
  readonly testId?: string;
  /** The column that names the rows, the first unless said; null: none does. */
  readonly rowHead?: number | null;
  readonly cellStyle?: (row: number, column: number) => CSSProperties;
}) {
  const { rowHead = 0, cellStyle } = props;
  const columns = props.head.map((column): Column =>
    typeof column === "string" ? { head: column } : column,
  );
  const textClass = (column: number) =>
    columns[column]?.isText ? "textColumn" : undefined;

  function cellsOf(cells: readonly ReactNode[], row: number): ReactNode {
    return cells.map((content, column) => {
      if (column === rowHead)
        return (
          <th scope="row" className={textClass(column)} key={column}>
            {content}
          </th>
        );
      const left = columns.length - column;
      const isWide = column === cells.length - 1 && left > 1;
      return (
        <td
          className={
            isWide
              ? "textColumn"
              : (columns[column]?.className ?? textClass(column))
          }
          colSpan={isWide ? left : undefined}
          style={cellStyle?.(row, column)}
          key={column}
        >
          {content}
        </td>
      );
    });
  }

  return (
    <div
      className={props.isTall ? "tableScroll tall" : "tableScroll"}
      tabIndex={0}
      role="region"
      aria-label={props.label}
      data-testid={props.testId}
    >
      <table className={props.className}>
        <thead>
          <tr>
            {columns.map(({ head }, column) => (
              <th scope="col" className={textClass(column)} key={column}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ key, cells, data }, row) => (
            <tr key={key} {...data}>
              {cellsOf(cells, row)}
            </tr>
          ))}
        </tbody>
        {props.foot && (
          <tfoot>
            <tr>{cellsOf(props.foot, props.rows.length)}</tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** A head that only a screen reader has. */
export function HiddenHead(props: { readonly children: string }) {
  return <span className="visuallyHidden">{props.children}</span>;
}

function cellContent(cell: Cell): ReactNode {
  if (typeof cell === "string") return cell;
  return (
    <>
      {cell.text} <small>{cell.note}</small>
    </>
  );
}

/** The data of a figure as a table. */
export function FigureTable(props: {
  readonly label: string;
  readonly table: FigureData;
  readonly className?: string;
  /** The first column holds names. */
  readonly isNamed?: boolean;
}) {
  const [first, ...others] = props.table.head;
  return (
    <DataTable
      label={props.label}
      className={props.className}
      head={[{ head: first, isText: props.isNamed ?? false }, ...others]}
      rows={props.table.rows.map((cells, key) => ({
        key,
        cells: cells.map(cellContent),
      }))}
    />
  );
}
