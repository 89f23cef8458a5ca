import { useId, useState } from "react";
import { knownExtensions } from "../../data/tables/extensions";
import { dataStrings } from "../data/dataStrings";

/** Chooses or receives the files of a data set. */
export function OpenFiles(props: {
  readonly disabled: boolean;
  readonly onOpen: (files: readonly File[]) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  function open(list: FileList | null) {
    if (list && list.length > 0) props.onOpen([...list]);
  }
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
        if (!props.disabled) open(event.dataTransfer.files);
      }}
    >
      <p>{dataStrings.filesNote}</p>
      <label htmlFor={id} className="fileButton">
        {dataStrings.choose}
        <input
          id={id}
          type="file"
          multiple
          accept={knownExtensions.map((name) => `.${name}`).join(",")}
          disabled={props.disabled}
          onChange={(event) => {
            open(event.target.files);
            // The same file chosen again after a mistake is a new choice.
            event.target.value = "";
          }}
        />
      </label>
    </div>
  );
}
