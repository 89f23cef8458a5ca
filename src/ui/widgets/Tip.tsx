import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";

interface Anchor {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  /** An open dialog covers the page: the tip must lie inside it. */
  readonly host: Element;
}

/** Shows a definition while its element is hovered or has the focus; Escape hides it. */
export function useTip(text: string) {
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const show = useCallback((element: Element) => {
    // A field's label and its message below stay visible.
    const field = element.closest(".field") ?? element;
    const { left, top, bottom } = field.getBoundingClientRect();
    const host = element.closest("dialog") ?? document.body;
    setAnchor({ left, top, bottom, host });
  }, []);
  const hide = useCallback(() => setAnchor(null), []);
  const handlers = {
    onMouseEnter: (event: { readonly currentTarget: Element }) =>
      show(event.currentTarget),
    onMouseLeave: hide,
    onFocus: (event: { readonly currentTarget: Element }) =>
      show(event.currentTarget),
    onBlur: hide,
    onKeyDown: (event: { readonly key: string }) => {
      if (event.key === "Escape") hide();
    },
  };
  const tip = anchor
    ? createPortal(<TipBox anchor={anchor}>{text}</TipBox>, anchor.host)
    : null;
  return { handlers, tip };
}

const margin = 8;

function TipBox(props: {
  readonly anchor: Anchor;
  readonly children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  const { anchor } = props;
  useLayoutEffect(() => {
    if (!box.current) return;
    const { width, height } = box.current.getBoundingClientRect();
    const left = Math.max(
      margin,
      Math.min(anchor.left, window.innerWidth - width - margin),
    );
    const above = anchor.top - height - margin;
    const top = above >= margin ? above : anchor.bottom + margin;
    setPlace({ left, top });
  }, [anchor]);
  return (
    <div className="tip" ref={box} style={place} aria-hidden="true">
      {props.children}
    </div>
  );
}
