import { createContext, useContext } from "react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { AppState, AppStore } from "./appState";

const AppStoreContext = createContext<AppStore | null>(null);

/** Gives the store to the components below. */
export function AppStoreProvider(props: {
  readonly store: AppStore;
  readonly children: ReactNode;
}) {
  return (
    <AppStoreContext.Provider value={props.store}>
      {props.children}
    </AppStoreContext.Provider>
  );
}

/** A part of the state; the component draws again when that part changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  const store = useContext(AppStoreContext);
  if (!store) throw new Error("useApp needs an AppStoreProvider above it.");
  return useStore(store, select);
}
