import { useApp } from "../../state/appStoreContext";
import { ExportMenu } from "./ExportMenu";
import { ThemeToggle } from "./ThemeToggle";
import { useWords } from "../useWords";

/** Name, data, machine, theme, export. */
export function TopBar(props: {
  readonly onOpenData: () => void;
  readonly onOpenMachine: () => void;
  readonly onTakeHome: () => void;
}) {
  const words = useWords();
  const dataset = useApp((state) => state.dataset);
  const device = useApp((state) => state.device);
  const text = words.page.topBar;
  const model = dataset?.model?.split("/").pop();
  return (
    <header className="topBar">
      <a className="skip" href="#tradeoff">
        {words.page.app.skip}
      </a>
      <span className="brand">
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
          <path d="M3 5h18M6 10h12M9 15h6M11 20h2" />
        </svg>
        {words.page.app.name}
      </span>
      <button
        type="button"
        className="chip dataChip"
        data-testid="data-chip"
        title={text.data}
        onClick={props.onOpenData}
      >
        {dataset ? (
          <>
            <b>{dataset.name}</b>
            <span className="chipMore">
              {words.format.count(dataset.n)} ×{" "}
              {words.format.count(dataset.dim)}
            </span>
            {model && <span className="chipMore chipModel">{model}</span>}
          </>
        ) : (
          text.noData
        )}
      </button>
      <span className="spacer" aria-hidden="true" />
      <button
        type="button"
        className="chip deviceChip"
        data-testid="device-chip"
        title={text.machine}
        onClick={props.onOpenMachine}
      >
        {device?.label ?? text.noDevice}
      </button>
      <ThemeToggle />
      <ExportMenu onTakeHome={props.onTakeHome} />
    </header>
  );
}
