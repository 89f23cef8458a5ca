import { useId } from "react";
import { knownExtensions } from "../../data/tables/extensions";
import { dataStrings } from "../data/dataStrings";
import { DropZone } from "../parts/DropZone";

/** Chooses or receives the files of a data set. */
export function OpenFiles(props: {
  readonly disabled: boolean;
  readonly onOpen: (files: readonly File[]) => void;
}) {
  const id = useId();
  function open(list: FileList | null) {
    if (list && list.length > 0) props.onOpen([...list]);
  }
  return (
    <DropZone disabled={props.disabled} onFiles={props.onOpen}>
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
    </DropZone>
  );
}
