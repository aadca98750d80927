import type { HttpContext } from "../../http/http_env.ts";

/** Name of the cookie that the browser's part keeps the choice in. */
export const THEME_COOKIE = "denvisor_theme";

/** The theme that this browser's user has chosen; `null` for what the system says. */
export function themeOf(context: HttpContext): "light" | "dark" | null {
  const cookies = context.req.raw.headers.get("cookie")?.split(";") ?? [];
  const value = cookies.map((cookie) => cookie.trim().split("="))
    .find(([name]) => name === THEME_COOKIE)?.[1];
  return value === "light" || value === "dark" ? value : null;
}
