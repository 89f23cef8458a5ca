import { useEffect, useState } from "react";
import { readStored, writeStored } from "../widgets/rememberedChoice";
import { useWords } from "../useWords";

type Theme = "auto" | "light" | "dark";

const order: readonly Theme[] = ["auto", "light", "dark"];

const paths: Readonly<Record<Theme, string>> = {
  auto: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
};

function storedTheme(): Theme {
  const stored = readStored("theme");
  return order.find((theme) => theme === stored) ?? "auto";
}

/** Auto, light, dark; remembered. */
export function ThemeToggle() {
  const words = useWords();
  const [theme, setTheme] = useState(storedTheme);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    writeStored("theme", theme);
  }, [theme]);
  const label = words.page.topBar.theme(words.page.topBar.themes[theme]);
  return (
    <button
      type="button"
      className="iconButton"
      aria-label={label}
      title={label}
      onClick={() => setTheme(order[(order.indexOf(theme) + 1) % order.length])}
    >
      <svg
        viewBox="0 0 24 24"
        width="20"
        height="20"
        aria-hidden="true"
        data-theme-icon={theme}
      >
        <path d={paths[theme]} />
      </svg>
    </button>
  );
}
