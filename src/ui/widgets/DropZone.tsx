import { useState } from "react";
import type { ReactNode } from "react";

/** A frame that takes dropped files and shows when it would. */
export function DropZone(props: {
  readonly disabled?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  return (
    <div
      className="dropZone"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (!props.disabled && files.length > 0) props.onFiles(files);
      }}
    >
      {props.children}
    </div>
  );
}
