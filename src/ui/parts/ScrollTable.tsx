import type { ReactNode } from "react";

/** A table that scrolls inside itself, reachable by keyboard. */
export function ScrollTable(props: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <div
      className="tableScroll"
      tabIndex={0}
      role="region"
      aria-label={props.label}
    >
      <table className={props.className}>{props.children}</table>
    </div>
  );
}
