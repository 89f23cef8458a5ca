import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { RefObject } from "react";

/** The size of an element in CSS pixels; null until it is laid out. */
export function useSize<E extends HTMLElement>(): [
  RefObject<E | null>,
  { readonly width: number; readonly height: number } | null,
] {
  const element = useRef<E>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(
    null,
  );
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = target;
      setSize((former) =>
        former?.width === width && former.height === height
          ? former
          : { width, height },
      );
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}

/** Whether a media query holds. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** The layout of a phone: the same width as in the style sheets. */
export function usePhone(): boolean {
  return useMedia("(max-width: 719px)");
}

/** A value that follows after it has been still for `delayMs`. */
export function useDebounced<T>(value: T, delayMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
