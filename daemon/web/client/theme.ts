/**
 * Light or dark, kept in a cookie so that the server can send the page in it.
 *
 * @module
 */

/// <reference lib="dom" />

const YEAR_SECONDS = 31_536_000;

/** Switches to the other theme than the one that is seen, and keeps that. */
export function switchTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset["theme"] === "dark" ||
    (root.dataset["theme"] === undefined && matchMedia("(prefers-color-scheme: dark)").matches);
  const theme = isDark ? "light" : "dark";
  root.dataset["theme"] = theme;
  const path = new URL(".", location.href).pathname;
  document.cookie =
    `denvisor_theme=${theme}; path=${path}; max-age=${YEAR_SECONDS}; samesite=strict`;
}
