import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { Boundary } from "./Boundary";
import { useWords } from "../useWords";

/** A modal panel: the browser keeps the focus inside and closes it on Escape. */
export function Dialog(props: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly kind?: "panel" | "wide" | "sheet";
  readonly children: ReactNode;
}) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const { open, onClose } = props;
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${props.kind ?? "panel"}`}
      aria-label={props.title}
      onClose={onClose}
      onClick={(event) => {
        // A click on the backdrop hits the dialog itself, not its content.
        if (event.target === dialog.current) onClose();
      }}
    >
      {open && (
        <div className="dialogBody">
          <header className="dialogHead">
            <h2>{props.title}</h2>
            <button type="button" className="quiet" onClick={onClose}>
              {words.page.dialogs.close}
            </button>
          </header>
          <Boundary>{props.children}</Boundary>
        </div>
      )}
    </dialog>
  );
}
