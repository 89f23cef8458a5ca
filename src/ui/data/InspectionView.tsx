import { useId } from "react";
import type {
  ColumnChoice,
  ColumnRoles,
  TableReport,
} from "../../worker/loading/dataSource";
import type { ColumnInfo } from "../../data/table";
import { Notes } from "../widgets/Notes";
import { DataTable } from "../widgets/DataTable";
import { needsModel, type SourceDraft } from "./sourceState";
import { useWords } from "../useWords";

/** Which kinds of columns can take a role. */
const kinds: Readonly<Record<keyof ColumnRoles, ColumnInfo["kind"]>> = {
  vectors: "vector",
  texts: "text",
  titles: "text",
  queryVectors: "vector",
  queryTexts: "text",
  neighbours: "integers",
};
const roleNames: readonly (keyof ColumnRoles)[] = [
  "vectors",
  "texts",
  "titles",
  "queryVectors",
  "queryTexts",
  "neighbours",
];

const keyOf = (choice: ColumnChoice | null) =>
  choice === null ? "" : JSON.stringify([choice.file, choice.column]);

/** The tables of a source with their first rows, and what each part is read from. */
export function InspectionView(props: {
  readonly draft: SourceDraft;
  readonly onRoles: (roles: ColumnRoles) => void;
}) {
  const words = useWords();
  const { inspection, roles } = props.draft;
  const columns = inspection.tables.flatMap((table) =>
    table.columns.map((info) => ({ file: table.fileName, info })),
  );
  const several = inspection.tables.length > 1;
  const offered = roleNames.filter(
    (role) =>
      columns.some(({ info }) => info.kind === kinds[role]) &&
      // Neighbours belong to query vectors.
      (role !== "neighbours" || roles.queryVectors !== null),
  );
  return (
    <>
      {inspection.tables.map((table) => (
        <TableView key={table.fileName} table={table} />
      ))}
      {offered.length > 0 && (
        <div className="fields roleFields">
          {offered.map((role) => (
            <RoleField
              key={role}
              role={role}
              value={roles[role]}
              options={columns
                .filter(({ info }) => info.kind === kinds[role])
                .map(({ file, info }) => ({
                  choice: { file, column: info.name },
                  label: several ? `${file}: ${info.name}` : info.name,
                }))}
              onChange={(choice) => props.onRoles({ ...roles, [role]: choice })}
            />
          ))}
        </div>
      )}
      <p className="note">
        {inspection.documents !== null &&
          `${words.data.documents(words.format.count(inspection.documents))} `}
        {inspection.downloadBytes === null
          ? words.data.downloadUnknown
          : inspection.downloadBytes > 0 &&
            words.data.download(words.format.bytes(inspection.downloadBytes))}
      </p>
      <Notes notes={inspection.notes} />
      {needsModel(props.draft) && (
        <p className="note">{words.data.modelNote}</p>
      )}
    </>
  );
}

function RoleField(props: {
  readonly role: keyof ColumnRoles;
  readonly value: ColumnChoice | null;
  readonly options: readonly {
    readonly choice: ColumnChoice;
    readonly label: string;
  }[];
  readonly onChange: (choice: ColumnChoice | null) => void;
}) {
  const words = useWords();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.data.roles[props.role]}</label>
      <select
        id={id}
        value={keyOf(props.value)}
        onChange={(event) => {
          const chosen = props.options.find(
            ({ choice }) => keyOf(choice) === event.target.value,
          );
          props.onChange(chosen?.choice ?? null);
        }}
      >
        <option value="">{words.data.none}</option>
        {props.options.map(({ choice, label }) => (
          <option key={keyOf(choice)} value={keyOf(choice)}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function TableView(props: { readonly table: TableReport }) {
  const words = useWords();
  const { table } = props;
  const rows = table.columns[0]?.rows ?? null;
  return (
    <div className="tableView">
      <p className="tableHead">
        <b>{table.fileName}</b>{" "}
        <span>
          {table.format}
          {table.sizeBytes > 0 && ` · ${words.format.bytes(table.sizeBytes)}`}
          {" · "}
          {rows === null
            ? words.data.unknownRows
            : words.data.rowsOf(words.format.count(rows))}
        </span>
      </p>
      <DataTable
        label={words.data.preview(table.fileName)}
        rowHead={null}
        head={table.columns.map(({ name, type }) => ({
          head: (
            <>
              {name}
              <small>{words.data.columnType(type)}</small>
            </>
          ),
        }))}
        rows={table.preview.map((cells, key) => ({
          key,
          cells: cells.map(words.data.previewCell),
        }))}
      />
    </div>
  );
}
