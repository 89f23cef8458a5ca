import { useEffect, useRef, useState } from "react";
import { downloadBytes } from "../../export/download";
import { useApp } from "../../state/appStoreContext";
import { saveAllCharts } from "../chartFiles";
import type { ExportKind, KitKind } from "../../model/artifacts";
import { useWords } from "../useWords";

/** Kinds that the menu saves by itself; the others are in Take it home. */
type MenuKind = Exclude<ExportKind, KitKind>;

const mimeTypes: Readonly<Record<MenuKind, string>> = {
  metadata: "application/json",
  "results-csv": "text/csv;charset=utf-8",
  "results-json": "application/json",
  "per-query-csv": "text/csv;charset=utf-8",
  "surface-npz": "application/zip",
  "report-html": "text/html;charset=utf-8",
  "report-md": "text/markdown;charset=utf-8",
  "run-json": "application/json",
};

const groups: readonly {
  readonly name: "report" | "results";
  readonly items: readonly MenuKind[];
}[] = [
  { name: "report", items: ["report-html", "report-md"] },
  {
    name: "results",
    items: [
      "results-csv",
      "results-json",
      "per-query-csv",
      "surface-npz",
      "run-json",
      "metadata",
    ],
  },
];

/** Everything that leaves the page. */
export function ExportMenu(props: { readonly onTakeHome: () => void }) {
  const words = useWords();
  const text = words.page.exportMenu;
  const [open, setOpen] = useState(false);
  const [working, setWorking] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const hasView = useApp((state) => state.view !== null);
  const exportFiles = useApp((state) => state.exportFiles);
  const reportError = useApp((state) => state.reportError);

  useEffect(() => {
    if (!open) return;
    menu.current?.querySelector<HTMLElement>("button:enabled")?.focus();
    const closeOutside = (event: PointerEvent) => {
      if (
        event.target instanceof Node &&
        !menu.current?.parentElement?.contains(event.target)
      ) {
        setOpen(false);
      }
    };
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, [open]);

  function close() {
    setOpen(false);
    button.current?.focus();
  }

  function work(job: () => Promise<void>) {
    setWorking(true);
    job()
      .catch(reportError)
      .finally(() => {
        setWorking(false);
        close();
      });
  }

  async function saveFiles(kind: MenuKind) {
    for (const file of await exportFiles(kind)) {
      downloadBytes(file.name, file.bytes, mimeTypes[kind]);
    }
  }

  function moveFocus(event: React.KeyboardEvent) {
    if (event.key === "Escape") close();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const items = [
      ...(menu.current?.querySelectorAll<HTMLElement>("button:enabled") ?? []),
    ];
    const at = items.findIndex((item) => item === document.activeElement);
    const step = event.key === "ArrowDown" ? 1 : -1;
    items[(at + step + items.length) % items.length]?.focus();
  }

  const item = (label: string, job: () => Promise<void>) => (
    <button
      key={label}
      type="button"
      role="menuitem"
      disabled={!hasView || working}
      onClick={() => work(job)}
    >
      {label}
    </button>
  );
  return (
    <div className="menuBox">
      <button
        ref={button}
        type="button"
        className="primary"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {words.page.topBar.export}
      </button>
      {open && (
        <div
          className="menu"
          role="menu"
          aria-label={words.page.topBar.export}
          ref={menu}
          onKeyDown={moveFocus}
        >
          <div role="group" aria-label={text.groups.parameters}>
            <h3 className="smallTitle" aria-hidden="true">
              {text.groups.parameters}
            </h3>
            <button
              type="button"
              role="menuitem"
              disabled={!hasView || working}
              onClick={() => {
                close();
                props.onTakeHome();
              }}
            >
              {text.takeHome}
            </button>
          </div>
          {groups.map((group) => (
            <div
              role="group"
              aria-label={text.groups[group.name]}
              key={group.name}
            >
              <h3 className="smallTitle" aria-hidden="true">
                {text.groups[group.name]}
              </h3>
              {group.items.map((kind) =>
                item(text.kinds[kind], () => saveFiles(kind)),
              )}
            </div>
          ))}
          <div role="group" aria-label={text.groups.charts}>
            <h3 className="smallTitle" aria-hidden="true">
              {text.groups.charts}
            </h3>
            {item(text.svg, () => saveAllCharts("svg"))}
            {item(text.png, () => saveAllCharts("png"))}
          </div>
          {!hasView && <p className="menuNote">{text.empty}</p>}
          {working && <p className="menuNote">{text.working}</p>}
        </div>
      )}
    </div>
  );
}
